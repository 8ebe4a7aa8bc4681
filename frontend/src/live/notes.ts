// What the page says of changes of others: a quiet mark where one came in, a note with a way to it where it did not, and a
// line for screen readers.
type Words = Record<string, string>;

let words: Words | null = null;

export function message(key: string): string {
  words ??= JSON.parse(document.getElementById("live-messages")?.textContent || "{}") as Words;
  return words[key] ?? key;
}

/** Of a change by `author`: "" for the reader in another window, null for nobody whose name is known. */
export function say(what: "changed" | "other_value", author: string | null): string {
  const [by, yours, somebody] = what === "changed" ? ["changed_by", "changed_by_you", "changed"] : ["other_value", "other_value_yours", "other_value_somebody"];
  if (author === null) return message(somebody!);
  return author ? message(by!).replace("%(name)s", author) : message(yours!);
}

export interface Note {
  question: string;
  block: HTMLElement;
  /** A value over which somebody sits, or that they have changed too; a text to be read; the list of next steps. */
  kind: "value" | "later" | "text" | "steps";
  author: string | null;
  /** Another one is another note. */
  version: string;
}

const HEARD_PAUSE = 1000; // milliseconds in which what is to be heard is gathered

export class Notes {
  private heard: string[] = [];
  private timer = 0;

  constructor(private readonly show: (question: string) => void) {}

  /** Says that something came in; until it is touched, or something else comes in. */
  mark(block: HTMLElement, text: string): void {
    block.querySelector(":scope > .came-in")?.remove();
    const line = make("p", "came-in", text);
    block.querySelector(":scope > .question-body")?.after(line);
    block.classList.add("has-come-in");
    const forget = () => {
      line.remove();
      block.classList.remove("has-come-in");
    };
    for (const type of ["input", "focusin"]) block.addEventListener(type, forget, { once: true });
  }

  put({ question, block, kind, author, version }: Note): void {
    const there = noteOf(question);
    if (there?.dataset.version === `${kind} ${version}`) return;
    there?.remove();
    if (kind === "later" && (author === "" || block.querySelector(".conflict > *"))) return;
    const text = kind === "text" ? message("text_changed") : kind === "steps" ? message("steps_changed") : say("other_value", author);
    const note = make("div", "notice live-note");
    note.dataset.version = `${kind} ${version}`;
    note.dataset.about = question;
    note.append(make("p", "", kind === "later" ? `${text} ${message("choose_later")}` : text));
    if (kind !== "later") note.append(this.button(question, kind));
    placeUnder(block).after(note);
    this.hear(text);
  }

  private button(question: string, kind: Note["kind"]): HTMLElement {
    const label = message(kind === "text" ? "show" : kind === "steps" ? "show_steps" : "show_value");
    const button = make("button", "btn btn-quiet", label) as HTMLButtonElement;
    button.type = "button";
    button.addEventListener("click", () => this.show(question));
    return button;
  }

  drop(question: string): void {
    noteOf(question)?.remove();
  }

  /** Takes away the notes of what is no longer other than the page shows. */
  keepOnly(questions: string[]): void {
    for (const note of document.querySelectorAll<HTMLElement>(".live-note")) {
      if (!questions.includes(note.dataset.about!)) note.remove();
    }
  }

  /** Nothing could be written when the page was opened; now something can. */
  offerToLoad(): void {
    const place = document.getElementById("locked-part");
    if (!place) return;
    const note = make("div", "notice");
    const link = make("a", "", message("load_again")) as HTMLAnchorElement;
    link.href = location.href;
    const line = make("p", "", `${message("open_again")} `);
    line.append(link);
    note.append(line);
    place.replaceChildren(note);
    this.hear(message("open_again"));
  }

  /** The page may be behind, and why; "" when it hears again. */
  lost(why: "session" | "line" | ""): void {
    const place = document.getElementById("not-heard");
    if (!place || (place.dataset.why ?? "") === why) return;
    place.dataset.why = why;
    place.hidden = !why;
    const link = make("a", "", message("load_again")) as HTMLAnchorElement;
    link.href = location.href;
    place.replaceChildren(...(why ? [`${message(`lost_${why}`)} `, link] : []));
  }

  hear(text: string): void {
    this.heard.push(text);
    this.timer ||= window.setTimeout(() => {
      const line = document.getElementById("heard-of-others");
      if (line) line.textContent = this.heard.join(" ");
      this.heard = [];
      this.timer = 0;
    }, HEARD_PAUSE);
  }
}

const noteOf = (question: string): HTMLElement | null => document.querySelector<HTMLElement>(`.live-note[data-about="${CSS.escape(question)}"]`);

/** Under where somebody is, so that nothing moves away from under their hands. */
function placeUnder(block: HTMLElement): Element {
  const step = document.activeElement?.closest(".step");
  if (step && block.contains(step)) return step;
  return block.querySelector(":scope > .question-body") ?? block.querySelector(":scope > .question-help") ?? block;
}

function make(tag: string, className: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
