// Where the saving stands: under each question, and for the whole page in the bar that is always in sight. The
// sentences are in the page; data-state and data-reason choose among them.
/** "texts" is said by the texts that are written together, in a sentence of theirs. */
export type State = "changed" | "saving" | "saved" | "failed" | "stale" | "invalid" | "texts";
export type Reason = "offline" | "server" | "session" | "other" | "forbidden";

const SPOKEN = new Set<State>(["failed", "stale", "invalid"]);

export function showQuestion(block: HTMLElement | null, state: State): void {
  const line = block?.querySelector<HTMLElement>(".question-foot .save-state");
  if (line) line.dataset.state = state;
}

/** `reason` is why the last save failed, and stays while the next one runs. The bar says everything; a screen reader hears only that something is wrong, and that it is right again. */
export function showPage(state: State, reason: Reason | "", isKept: boolean, texts: { sentence: string; isSpoken: boolean }): void {
  const bar = document.querySelector<HTMLElement>("#save-bar .save-state");
  const heard = document.querySelector<HTMLElement>("#heard");
  if (!bar || !heard) return;
  for (const line of [bar, heard]) {
    line.dataset.reason = reason;
    line.dataset.kept = isKept && reason !== "forbidden" ? "yes" : "no";
  }
  for (const line of [bar, heard]) {
    const sentence = line.querySelector<HTMLElement>(".is-texts");
    if (sentence && sentence.textContent !== texts.sentence) sentence.textContent = texts.sentence;
  }
  bar.dataset.state = state;
  const spoke = heard.dataset.state === "texts" || SPOKEN.has(heard.dataset.state as State);
  if (SPOKEN.has(state) || (state === "texts" && texts.isSpoken)) heard.dataset.state = state;
  else if (spoke && state === "saved") heard.dataset.state = "saved";
  const button = document.querySelector<HTMLElement>("#save-bar [data-log-in]");
  if (button) button.hidden = reason !== "session";
}

/** Where the times of several countries stand in one list, the reader's own time zone; elsewhere the country's counts. */
export function setClocks(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("[data-own-clock] time[data-clock]")) {
    const clock = new Date(time.dateTime);
    time.textContent = clock.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }
}
