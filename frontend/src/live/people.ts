// Who else has this page open: their names beside it, and at the question where each of them is. The page says the same of
// its own reader: by its line once, without one now and then.
import type { Line } from "./line";
import { sayHere, type Person } from "./requests";
import { message } from "./notes";

const BEAT = 25_000; // milliseconds; the server forgets who says nothing for three times as long
const BEAT_HIDDEN = 50_000;
const SETTLED = 400; // so long somebody is at a question before the others hear of it

export class People {
  private people: Person[] = [];
  private at = "";
  private told = "";
  private toldAt = 0; // over HTTP
  private isTold = false; // by the line
  private timer = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly block: (question: string) => HTMLElement | null,
    private readonly line: Line,
    private readonly settled: () => void,
  ) {
    form.addEventListener("focusin", (event) => this.goTo(event.target as HTMLElement));
    form.addEventListener("focusout", (event) => this.goTo(event.relatedTarget as HTMLElement | null));
  }

  get count(): number {
    return this.people.length;
  }

  private goTo(place: HTMLElement | null): void {
    const block = place?.closest<HTMLElement>("[data-question], [data-list]");
    this.at = block?.dataset.question ?? block?.dataset.list ?? "";
    window.clearTimeout(this.timer);
    if (this.at !== this.told) this.timer = window.setTimeout(this.settled, SETTLED);
  }

  /** Says where the reader is, if the others do not know it or may have forgotten it. */
  async tell(): Promise<void> {
    const beat = document.visibilityState === "hidden" ? BEAT_HIDDEN : BEAT;
    const { at } = this;
    if (this.line.isOpen) {
      if ((this.isTold && at === this.told) || !this.line.say(at)) return;
      this.leave(); // the page is here by its line now
      this.told = at;
      this.isTold = true;
      return;
    }
    this.isTold = false;
    if (this.line.isTrying) return;
    if (this.toldAt && at === this.told && Date.now() - this.toldAt < beat) return;
    if (!(await this.say({ at }))) return;
    this.told = at;
    this.toldAt = Date.now();
  }

  /** Another line knows nothing of what was said by the one before. */
  lineMoved(): void {
    this.isTold = false;
    if (this.line.isOpen) void this.tell();
  }

  leave(): void {
    if (this.toldAt) void this.say({ gone: "1" });
    this.toldAt = 0;
  }

  private say(values: Record<string, string>): Promise<boolean> {
    return sayHere(this.form.dataset.live!, { page: this.form.dataset.page!, ...values });
  }

  show(people: Person[]): void {
    this.people = people;
    this.redraw();
  }

  redraw(): void {
    const line = document.getElementById("people-here")!;
    line.hidden = !this.people.length;
    set(line, this.people.length ? [`${message("on_this_page")} `, ...names(this.people)] : []);
    const places = new Map<string, Person[]>();
    for (const person of this.people) for (const at of person.at) places.set(at, [...(places.get(at) ?? []), person]);
    for (const [question, there] of places) this.showAt(question, there);
    for (const shown of this.form.querySelectorAll<HTMLElement>(".people-at")) {
      if (!places.has(shown.dataset.at!)) shown.remove();
    }
  }

  private showAt(question: string, people: Person[]): void {
    const label = this.block(question)?.querySelector(":scope > .question-label");
    if (!label) return;
    let line = label.nextElementSibling;
    if (!(line instanceof HTMLElement) || !line.matches(".people-at")) {
      line = document.createElement("p");
      line.className = "people-at";
      (line as HTMLElement).dataset.at = question;
      label.after(line);
    }
    const [before, after] = message(people.length === 1 ? "is_here" : "are_here").split("%(names)s");
    set(line as HTMLElement, [before ?? "", ...names(people), after ?? ""]);
  }
}

function names(people: Person[]): (string | Node)[] {
  return people.flatMap(({ name, colour }, index) => {
    const person = document.createElement("span");
    person.className = `person person-${Math.abs(colour) % 12}`;
    person.textContent = name;
    return index ? [", ", person] : [person];
  });
}

/** Nothing is touched that says so already. */
function set(line: HTMLElement, parts: (string | Node)[]): void {
  const words = parts.map((part) => (typeof part === "string" ? part : part.textContent)).join("");
  if (line.textContent !== words) line.replaceChildren(...parts);
}
