// What app.js and editor.js, two bundles on one page, say to each other about texts that are written together: by events
// on the document.
import type { Kind } from "./status";

/** How all texts of the page stand. */
export interface TextsState {
  kind: Kind;
  /** What the bar says, in the language of the page. */
  sentence: string;
  unsaved: number;
  /** Whether waiting helps. */
  isHopeful: boolean;
  settled(): Promise<void>;
}

const STATE = "texts:state";
const GO_ON = "texts:go-on";

export function tellTexts(state: TextsState): void {
  document.dispatchEvent(new CustomEvent(STATE, { detail: state }));
}

export function hearTexts(hear: (state: TextsState) => void): void {
  document.addEventListener(STATE, (event) => hear((event as CustomEvent<TextsState>).detail));
}

const WRITTEN = "texts:written";

/** Somebody began to write in a text in which nobody had written when the page was opened. */
export function tellOfDocument(question: string, id: string): void {
  document.dispatchEvent(new CustomEvent(WRITTEN, { detail: { question, id } }));
}

export function hearOfDocument(question: string, hear: (id: string) => void): () => void {
  const listen = (event: Event): void => {
    const { detail } = event as CustomEvent<{ question: string; id: string }>;
    if (detail.question === question) hear(detail.id);
  };
  document.addEventListener(WRITTEN, listen);
  return () => document.removeEventListener(WRITTEN, listen);
}

/** Try again now. */
export function goOnWithTexts(): void {
  document.dispatchEvent(new Event(GO_ON));
}

export function hearGoOn(hear: () => void): () => void {
  document.addEventListener(GO_ON, hear);
  return () => document.removeEventListener(GO_ON, hear);
}

const DECIDED = "texts:decided";

/** A proposed change was decided here, or could not be: what waits is another thing now. */
export function tellDecided(): void {
  document.dispatchEvent(new Event(DECIDED));
}

export function hearDecided(hear: () => void): void {
  document.addEventListener(DECIDED, hear);
}

const NEWS = "page:news";

/** Something was done in the report; or the line by which that is told opened, or was lost. */
export function tellOfNews(isConnected: boolean): void {
  document.dispatchEvent(new CustomEvent(NEWS, { detail: isConnected }));
}

export function hearOfNews(hear: (isConnected: boolean) => void): void {
  document.addEventListener(NEWS, (event) => hear((event as CustomEvent<boolean>).detail));
}

/** Where the browser keeps what a person has not sent yet, and nothing else: it is theirs alone, and waits for them. */
export const databaseOf = (user: string): string => `texts:${user}`;
