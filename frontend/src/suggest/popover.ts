// The small box at a proposed change: whose it is, what it would do, and the ways to decide about it.
import { make, uniqueId } from "../editor/dom";
import { message } from "../editor/messages";
import type { ProposedChange } from "./marks";

const LONGEST = 160; // letters of what would go or come; the rest is in the text

export interface Shown {
  change: ProposedChange;
  /** What would go. */
  taken: string;
  /** What would come. */
  put: string;
  /** Which of how many. */
  number: number;
  count: number;
  /** Where it can be refused, or noted as taken over in other words. */
  address: string;
}

export interface Ways {
  takeOver(): void;
  step(step: 1 | -1): void;
  /** `isWanted`: by a key or its button; the focus goes back to the text. */
  close(isWanted: boolean): void;
}

export class Popover {
  readonly element: HTMLElement;
  private readonly title = make("p", { class: "proposed-title", id: uniqueId("proposed") });
  private readonly words = make("p", { class: "proposed-words", id: uniqueId("proposed") });
  private readonly note = make("p", { class: "soft kept-text" });
  private readonly problem = make("p", { class: "editor-problem", role: "alert" });
  private readonly take = this.button("btn btn-sm btn-primary", message("proposed_take"), () => this.ways.takeOver());
  private readonly refuse = make("a", { href: "" }, message("proposed_refuse"));
  private readonly ring: HTMLElement;

  constructor(private readonly ways: Ways) {
    const count = make("span", { class: "proposed-count" });
    const closing = this.button("btn btn-sm btn-quiet", message("proposed_close"), () => ways.close(true));
    this.ring = make(
      "span",
      { class: "proposed-ring" },
      this.button("btn btn-sm btn-quiet", message("proposed_previous"), () => ways.step(-1)),
      count,
      this.button("btn btn-sm btn-quiet", message("proposed_next"), () => ways.step(1)),
    );
    this.element = make(
      "div",
      { class: "proposed-box", role: "dialog", "aria-labelledby": this.title.id, "aria-describedby": this.words.id, hidden: true },
      this.title,
      this.words,
      this.note,
      this.problem,
      make("div", { class: "proposed-ways" }, this.take, this.refuse),
      make("div", { class: "proposed-ways" }, this.ring, closing),
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      ways.close(true);
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  get hasFocus(): boolean {
    return this.element.contains(document.activeElement);
  }

  show({ change, taken, put, number, count, address }: Shown): void {
    this.title.textContent = message("proposed_by", { name: change.by });
    this.words.textContent = sentence(change, clipped(taken), clipped(put));
    this.note.textContent = change.note;
    this.note.hidden = !change.note;
    this.refuse.href = address;
    this.ring.querySelector(".proposed-count")!.textContent = message("proposed_number", { number, count });
    this.ring.hidden = count < 2;
    this.element.hidden = false;
  }

  /** Under the change, within the editor. */
  place(over: Element, marks: Element[]): void {
    const box = over.getBoundingClientRect();
    const [first, last] = [marks[0], marks.at(-1)].map((one) => one?.getBoundingClientRect());
    if (!first || !last) return;
    const { offsetWidth, style } = this.element;
    const start = getComputedStyle(this.element).direction === "rtl" ? box.right - first.right : first.left - box.left;
    style.insetInlineStart = `${Math.max(0, Math.min(start, box.width - offsetWidth - 4))}px`;
    style.top = `${last.bottom + 6 - box.top}px`;
  }

  focus(): void {
    this.take.focus({ preventScroll: true });
  }

  hide(): void {
    this.element.hidden = true;
    this.say("");
  }

  say(problem: string): void {
    this.problem.textContent = problem;
  }

  set busy(isBusy: boolean) {
    this.take.setAttribute("aria-disabled", String(isBusy));
  }

  private button(look: string, label: string, act: () => void): HTMLButtonElement {
    const button = make("button", { type: "button", class: look }, label);
    button.addEventListener("click", act);
    return button;
  }
}

function sentence({ form }: ProposedChange, taken: string, put: string): string {
  if (form) return message("proposed_words_form", { taken });
  if (!put) return message("proposed_words_out", { taken });
  return taken ? message("proposed_words_instead", { taken, put }) : message("proposed_words_in", { put });
}

function clipped(words: string): string {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
