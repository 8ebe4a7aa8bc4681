// What comments.js and editor.js, two bundles on one page, say to each other: the panel calls what `textarea.richText`
// offers, the editor tells by events on the document.
import type { Quote } from "./quote";

/** Two positions of Yjs as JSON. */
export interface Anchor {
  from: unknown;
  to: unknown;
}

export interface Passage extends Quote {
  id: string;
  anchor: Anchor | null;
}

export interface NewPassage extends Quote {
  anchor: Anchor | null;
}

/** What an editor offers to the panel. */
export interface Commented {
  showPassages(passages: Passage[]): void;
  /** Mark one passage among the others, and bring it into sight; null for none. */
  activate(id: string | null, isWanted: boolean): void;
  focus(): void;
}

/** Somebody wants to comment: on the words that are selected, or on the whole answer. */
export interface Wanted {
  question: string;
  passage: NewPassage | null;
}

/** Which passages of a question stand in its text. An anchor is told where the words were found by looking for them. */
export interface Found {
  question: string;
  passages: Map<string, { stands: boolean; anchor: Anchor | null }>;
}

interface Told {
  wanted: Wanted;
  found: Found;
  /** An editor stands. */
  ready: { question: string };
  /** The cursor was put into a passage. */
  at: { id: string };
}

export function tell<Name extends keyof Told>(name: Name, detail: Told[Name]): void {
  document.dispatchEvent(new CustomEvent(`comments:${name}`, { detail }));
}

export function hear<Name extends keyof Told>(name: Name, act: (detail: Told[Name]) => void): void {
  document.addEventListener(`comments:${name}`, (event) => act((event as CustomEvent<Told[Name]>).detail));
}
