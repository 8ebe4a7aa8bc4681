// The list as a listbox beside a text that keeps the focus (aria-activedescendant).
import type { EditorView } from "@tiptap/pm/view";
import { make, uniqueId } from "./dom";
import { counted, message } from "./messages";
import type { RoadmapItem } from "./roadmap";

export interface Match {
  /** Where the text begins that the chosen item replaces; it ends at the cursor. */
  from: number;
  items: RoadmapItem[];
  /** The item that Enter takes at first, -1 for none: after "1.2" a person may well mean a number. */
  first: number;
  /** Whether the person asked for the list, and is to be told if it is empty. */
  asked: boolean;
}

export class SuggestList {
  readonly element: HTMLElement;
  readonly status = make("div", { class: "visually-hidden", role: "status" });
  onChoose: (item: RoadmapItem) => void = () => undefined;
  private match: Match | null = null;
  private active = -1;
  private readonly id = uniqueId("editor-objectives");

  constructor() {
    this.element = make("ul", {
      class: "editor-suggest",
      role: "listbox",
      id: this.id,
      "aria-label": message("suggestions"),
      hidden: true,
    });
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("li");
      if (option) this.choose([...this.element.children].indexOf(option));
    });
  }

  show(view: EditorView, match: Match | null): void {
    if (match === this.match) return;
    this.match = match;
    this.element.hidden = !match?.items.length;
    this.status.textContent = match?.items.length
      ? counted("suggestions", match.items.length)
      : match?.asked
        ? message("suggestions_none")
        : "";
    if (!match || this.element.hidden) {
      this.element.replaceChildren();
      this.setActive(view, -1);
      return;
    }
    this.element.replaceChildren(...match.items.map((item, index) => this.option(item, index)));
    this.setActive(view, match.first);
    this.place(view, match.from);
  }

  close(view: EditorView): void {
    this.show(view, null);
  }

  handleKey(view: EditorView, event: KeyboardEvent): boolean {
    const count = this.match!.items.length;
    if (event.key === "ArrowDown") this.setActive(view, (this.active + 1) % count);
    else if (event.key === "ArrowUp") this.setActive(view, this.active <= 0 ? count - 1 : this.active - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && this.active >= 0)
      this.choose(this.active);
    else return false;
    return true;
  }

  private choose(index: number): void {
    const item = this.match?.items[index];
    if (item) this.onChoose(item);
  }

  private option(item: RoadmapItem, index: number): HTMLElement {
    return make(
      "li",
      { role: "option", id: `${this.id}-${index}`, class: `editor-suggest-${item.level}`, "aria-selected": "false" },
      ...(item.names[item.code] === null ? [] : [make("span", { class: "code" }, item.code), " "]),
      make("span", { lang: item.lang }, item.title),
    );
  }

  private setActive(view: EditorView, index: number): void {
    this.element.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.element.children[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    for (const [name, value] of [
      ["aria-controls", this.element.hidden ? "" : this.id],
      ["aria-activedescendant", option?.id ?? ""],
    ] as const) {
      if (value) view.dom.setAttribute(name, value);
      else view.dom.removeAttribute(name);
    }
  }

  /** Under the line of the text to be replaced, or over it where the window ends. */
  private place(view: EditorView, from: number): void {
    const line = view.coordsAtPos(from);
    const box = this.element.offsetParent!.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height, style } = this.element;
    style.left = `${Math.max(0, Math.min(line.left - box.left, box.width - width - 4))}px`;
    const isOver = line.bottom + height > window.innerHeight && line.top > height;
    style.top = `${(isOver ? line.top - height - 4 : line.bottom + 4) - box.top}px`;
  }
}
