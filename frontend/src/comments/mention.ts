// "@" in a comment offers the people who read comments: a listbox under a text that keeps the focus.
import { make, uniqueId } from "../editor/dom";

interface Person {
  name: string;
  handle: string;
}

const MOST = 8;
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class Mentions {
  private readonly list = make("ul", { class: "mention-list", role: "listbox", id: uniqueId("mentions") });
  private field: HTMLTextAreaElement | null = null;
  private found: Person[] = [];
  private from = 0;
  private active = 0;

  constructor(
    panel: HTMLElement,
    private readonly label: string,
    private readonly people: () => Person[],
  ) {
    this.list.setAttribute("aria-label", this.label);
    panel.addEventListener("input", (event) => this.look(event.target));
    panel.addEventListener("keydown", (event) => this.onKey(event), true);
    panel.addEventListener("focusout", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("li");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  /** Offers what fits what stands before the cursor. */
  look(target: EventTarget | null): void {
    if (!(target instanceof HTMLTextAreaElement) || target.name !== "body") return this.close();
    const before = target.value.slice(0, target.selectionStart);
    const match = /(?:^|[^\p{L}\p{N}_])@([^@\n]{0,40})$/u.exec(before);
    if (!match) return this.close();
    const query = fold(match[1]!);
    const found = this.people().filter(({ name, handle }) => {
      const names = fold(name);
      return (names.startsWith(query) || names.split(/\s+/).some((part) => part.startsWith(query))) && query !== fold(handle);
    });
    if (!found.length) return this.close();
    this.field = target;
    this.from = before.length - match[1]!.length;
    this.found = found.slice(0, MOST);
    this.list.replaceChildren(...this.found.map((person, index) => this.option(person, index)));
    if (this.list.previousElementSibling !== target) target.after(this.list);
    target.setAttribute("aria-autocomplete", "list");
    target.setAttribute("aria-controls", this.list.id);
    this.setActive(0);
  }

  private option({ name, handle }: Person, index: number): HTMLElement {
    const words = name === handle ? name : `${name} (${handle})`;
    return make("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" }, words);
  }

  private setActive(index: number): void {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.list.children[index]!;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field!.setAttribute("aria-activedescendant", option.id);
  }

  private onKey(event: KeyboardEvent): void {
    if (!this.field || event.target !== this.field || event.ctrlKey || event.metaKey || event.altKey) return;
    const count = this.found.length;
    if (event.key === "ArrowDown") this.setActive((this.active + 1) % count);
    else if (event.key === "ArrowUp") this.setActive((this.active + count - 1) % count);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) this.choose(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private choose(index: number): void {
    const [field, person] = [this.field!, this.found[index]!];
    const at = field.selectionStart;
    field.setRangeText(`${person.handle} `, this.from, at, "end");
    this.close();
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.close();
  }

  private close(): void {
    if (!this.field) return;
    for (const name of ["aria-autocomplete", "aria-controls", "aria-activedescendant"]) this.field.removeAttribute(name);
    this.field = null;
    this.list.remove();
  }
}
