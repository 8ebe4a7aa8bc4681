// What the page says of the open proposals for an answer (reports/review/marks.py), and whether they are shown.
import type { DocumentNode } from "../editor/document";

export interface ProposedChange {
  /** Unique on the page, and the name of the change on the page of proposals. */
  name: string;
  proposal: number;
  key: string;
  by: string;
  short: string;
  note: string;
  /** What would go, in places of the text. */
  from: number;
  to: number;
  /** What would come. */
  put: DocumentNode | null;
  /** Words of one block go and come, not blocks. */
  inline: boolean;
  /** The words stay as they are: how they look is another thing. */
  form: boolean;
}

export interface ProposedText {
  text: DocumentNode;
  changes: ProposedChange[];
  /** How many cannot be drawn. */
  elsewhere: number;
}

/** The place under a question where its proposals are named. */
export const lineOf = (question: string): HTMLElement | null => document.getElementById(`proposals-at-${question}`);

export function marksAt(line: HTMLElement | null): ProposedText | null {
  const json = line?.querySelector<HTMLElement>("[data-marks]")?.dataset.marks;
  return json ? (JSON.parse(json) as ProposedText) : null;
}

// --- shown in the text or not, as each person has it in their browser

const HIDDEN = "proposals-hidden";

export function areShown(user: string): boolean {
  try {
    return localStorage.getItem(`${HIDDEN}:${user}`) === null;
  } catch {
    return true;
  }
}

export function keepShown(user: string, isShown: boolean): void {
  try {
    if (isShown) localStorage.removeItem(`${HIDDEN}:${user}`);
    else localStorage.setItem(`${HIDDEN}:${user}`, "1");
  } catch {
    // it holds for this page then
  }
}
