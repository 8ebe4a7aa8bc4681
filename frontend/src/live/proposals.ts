// What is proposed for the answers of the page, where it is another thing than the page shows: the line under the question
// comes anew, and with it what an editor draws in its text (suggest/marks.ts).
import { holdFocus } from "../page/focus";
import { fetchProposed } from "./requests";
import type { Standing } from "./state";
import htmx from "htmx.org";

export class Proposals {
  constructor(
    private readonly url: string,
    private readonly known: Standing,
  ) {}

  async comeIn({ proposals }: Standing): Promise<void> {
    const changed = [...new Set([...Object.keys(this.known.proposals), ...Object.keys(proposals)])].filter(
      (question) => proposals[question] !== this.known.proposals[question] && document.getElementById(`proposals-at-${question}`),
    );
    const found = changed.length ? await fetchProposed(this.url, changed) : null;
    if (!found) return;
    const restoreFocus = holdFocus();
    htmx.swap("#saver", found.html, { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
    restoreFocus();
    for (const question of changed) {
      const mark = found.proposals[question];
      if (mark) this.known.proposals[question] = mark;
      else delete this.known.proposals[question];
    }
  }
}
