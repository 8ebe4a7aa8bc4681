// The page of minutes: what is typed stays in this browser until it has become proposals; an editor is put in place
// when its question is opened; and the notes of the worksheet are there to be taken over.
import { startFinder } from "./finder";
import { Keeper } from "../saving/kept";
import { dropNote, noteOf } from "./worksheet";
import { putBack, valuesOf, type Values } from "../saving/values";

const PAUSE = 250; // milliseconds without a key before a copy is kept

interface Block {
  type: string;
  content?: unknown[];
}
interface Area extends HTMLTextAreaElement {
  richText?: { getDocument(): { content: Block[] } | null; setDocument(document: unknown): void };
}

export function startMinutes(): void {
  forget();
  startFinder();
  const form = document.querySelector<HTMLFormElement>("form[data-minutes]");
  if (form) void new Minutes(form).start();
}

/** The page that says what was made: its copies have arrived. */
function forget(): void {
  const done = document.querySelector<HTMLElement>("[data-minutes-done]")?.dataset.minutesDone;
  if (!done) return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`unsaved:${done}:`)) localStorage.removeItem(key);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

class Minutes {
  private readonly keeper: Keeper;
  private readonly changed = new Set<HTMLElement>();
  private timer = 0;

  constructor(private readonly form: HTMLFormElement) {
    const { user = "", place = "" } = form.dataset;
    this.keeper = new Keeper(user, place, this.page.value);
    form.addEventListener("input", (event) => this.note(event));
    form.addEventListener("change", (event) => this.note(event));
    form.addEventListener("change", (event) => this.unfold(event.target as HTMLElement));
    form.addEventListener("toggle", (event) => enhance(event.target as HTMLElement), true);
    form.addEventListener("submit", () => this.keep());
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => this.keep());
  }

  async start(): Promise<void> {
    for (const block of this.blocks) if (block instanceof HTMLDetailsElement && block.open) enhance(block);
    const isBack = await this.bringBack();
    const notice = document.querySelector<HTMLElement>("#put-back");
    if (notice) notice.hidden = !isBack;
    for (const block of this.blocks) this.offerNote(block);
  }

  private get page(): HTMLInputElement {
    return this.form.elements.namedItem("page") as HTMLInputElement;
  }

  private get blocks(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>("[data-question]")];
  }

  private async bringBack(): Promise<boolean> {
    const kept = await this.keeper.adopt();
    // What is sent goes on in the name of the page that it was begun on: sent once more, it is there once.
    if (kept.length) this.page.value = this.keeper.page;
    for (const { question, values } of kept) {
      const block = this.blocks.find((one) => one.dataset.question === question);
      if (!block) continue;
      makeRoom(block, question, values);
      if (block instanceof HTMLDetailsElement) block.open = true;
      putBack(block, values);
      enhance(block);
    }
    return kept.length > 0;
  }

  private note(event: Event): void {
    const block = (event.target as HTMLElement).closest<HTMLElement>("[data-question]");
    if (!block) return;
    this.changed.add(block);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), PAUSE);
  }

  /** Another group: its questions are opened; none is folded. */
  private unfold(field: HTMLElement): void {
    if (!(field instanceof HTMLSelectElement) || field.name !== "group" || !field.value) return;
    for (const block of this.blocks) {
      const groups = block.dataset.groups?.split(" ") ?? [];
      if (block instanceof HTMLDetailsElement && groups.includes(field.value)) block.open = true;
    }
  }

  private keep(): void {
    for (const block of this.changed) this.keeper.put(block.dataset.question!, valuesOf(block));
    this.changed.clear();
  }

  private offerNote(block: HTMLElement): void {
    const place = block.querySelector<HTMLElement>(".minutes-note");
    const { notes = "" } = this.form.dataset;
    const words = place ? noteOf(notes, block.dataset.question!) : "";
    if (!place || !words) return;
    place.hidden = false;
    place.querySelector(".kept-text")!.textContent = words;
    (block as HTMLDetailsElement).open = true;
    place.querySelector("button")!.addEventListener("click", () => {
      enhance(block);
      const area = block.querySelector<Area>(`textarea[name$="--add"]`)!;
      const before = (area.richText?.getDocument()?.content ?? []).filter(({ content }) => content?.length);
      area.richText?.setDocument({ type: "doc", content: [...before, ...paragraphs(words)] });
      area.value = JSON.stringify(area.richText?.getDocument());
      this.changed.add(block);
      this.keep();
      dropNote(notes, block.dataset.question!);
      place.hidden = true;
    });
  }
}

function paragraphs(words: string): Block[] {
  const lines = words.split("\n").filter((line) => line.trim());
  return lines.map((line) => ({ type: "paragraph", content: [{ type: "text", text: line.trim() }] }));
}

/** Puts the editors of a question in place; the script of the editor hears of it. */
function enhance(block: HTMLElement): void {
  for (const area of block.querySelectorAll<HTMLTextAreaElement>("textarea[data-rich-text-later]")) {
    if (block instanceof HTMLDetailsElement && !block.open) return;
    area.removeAttribute("data-rich-text-later");
    area.setAttribute("data-rich-text", "");
    area.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  }
}

/** The words that stand were being changed: the fields for that are made again, as the server would make them. */
function makeRoom(block: HTMLElement, question: string, values: Values): void {
  const place = block.querySelector<HTMLElement>(".minutes-change");
  const name = `${question}--change`;
  if (!place || !values.some(([one]) => one === name) || block.querySelector(`[name="${CSS.escape(name)}"]`)) return;
  const add = block.querySelector<HTMLTextAreaElement>(`textarea[name$="--add"]`)!;
  const label = document.createElement("p");
  label.className = "form-label";
  label.id = `change-${question}`;
  label.textContent = place.dataset.change ?? "";
  const area = document.createElement("textarea");
  Object.assign(area, { name, hidden: true, lang: add.lang, dir: add.dir });
  area.setAttribute("data-rich-text-later", "");
  area.setAttribute("aria-labelledby", `change-${question} label-${question}`);
  const field = document.createElement("div");
  field.className = "text-field";
  field.append(area);
  const base = document.createElement("input");
  Object.assign(base, { type: "hidden", name: `${question}--base` });
  place.replaceChildren(label, field, base);
}
