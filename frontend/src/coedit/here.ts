// Who else has this text open: their names, in sight; and a line for screen readers that speaks when somebody comes or
// goes, not more often than every few seconds.
import type { Awareness } from "y-protocols/awareness";
import { make } from "../editor/dom";
import { counted, message } from "../editor/messages";
import type { Person } from "./wire";

const QUIET = 3000; // milliseconds

export class Here {
  readonly element = make("p", { class: "editor-here" });
  readonly status = make("p", { class: "visually-hidden", role: "status" });
  private timer = 0;
  private shown = "";
  private people: Person[] = [];

  constructor() {
    this.element.hidden = true;
  }

  follow(awareness: Awareness, own: () => Person | null): void {
    awareness.on("change", () => this.show(awareness, own()));
    this.show(awareness, own());
  }

  clear(): void {
    this.draw([]);
  }

  private show(awareness: Awareness, own: Person | null): void {
    const people = new Map<number, Person>();
    for (const [client, state] of awareness.getStates()) {
      const user = (state as { user?: Person }).user;
      if (client !== awareness.clientID && user && user.id !== own?.id) people.set(user.id, user);
    }
    this.draw([...people.values()].sort((a, b) => a.name.localeCompare(b.name)));
  }

  private draw(people: Person[]): void {
    const key = people.map(({ id }) => id).join(" ");
    if (key === this.shown) return;
    this.shown = key;
    this.people = people;
    this.element.hidden = !people.length;
    this.element.replaceChildren(
      `${counted("here", people.length)} `,
      ...people.flatMap(({ name, colour }, at) => [
        at ? ", " : "",
        make("span", { class: `person person-${Math.abs(colour) % 12}` }, name),
      ]),
    );
    this.timer ||= window.setTimeout(() => this.say(), QUIET);
  }

  private say(): void {
    this.timer = 0;
    const names = this.people.map(({ name }) => name).join(", ");
    const text = this.people.length ? `${counted("here", this.people.length)} ${names}` : message("here_alone");
    if (text !== this.status.textContent && (this.people.length || this.status.textContent)) this.status.textContent = text;
  }
}
