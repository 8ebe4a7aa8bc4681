// How a part of a report stands, in the words of the server (reports/pages/page_state.py), and what differs between two of them.
type Answer = [revision: number, isBlank: boolean, author: string | null];

export interface Standing {
  answers: Record<string, Record<string, Answer>>;
  texts: Record<string, string>;
  proposals: Record<string, string>;
  steps: string[];
  removed: string[];
  conditions: string;
  originals: string;
  rights: string;
  /** The answers at the time when the page last heard how far the part is. */
  filled?: Standing["answers"];
}

/** Of the answer that is written on the page: in its language, or in none. */
function answerIn({ answers }: Standing, question: string, language: string): Answer | undefined {
  return answers[question]?.[""] ?? answers[question]?.[language];
}

export function revisionIn(standing: Standing, question: string, language: string): number {
  return answerIn(standing, question, language)?.[0] ?? 0;
}

/** "" for the reader, null for nobody. */
export function authorIn(standing: Standing, question: string, language: string): string | null {
  return answerIn(standing, question, language)?.[2] ?? null;
}

export function differs(known: Standing, now: Standing, question: string): boolean {
  return revisions(known, question) !== revisions(now, question);
}

function revisions({ answers }: Standing, question: string): string {
  return Object.entries(answers[question] ?? {})
    .map(([language, [revision]]) => `${language}:${revision}`)
    .sort()
    .join();
}

/** Whether another question is answered, or one less. */
export function isFilledOtherwise(known: Standing, now: Standing): boolean {
  return filled(known.filled ?? known.answers) !== filled(now.answers);
}

function filled(answers: Standing["answers"]): string {
  return Object.keys(answers)
    .filter((question) => Object.values(answers[question]!).some(([, isBlank]) => !isBlank))
    .sort()
    .join();
}

/** The words of a question, for whoever hears of it out of its place. */
export function labelOf(block: HTMLElement): string {
  const words = block.querySelector(".question-label")?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
