// The open proposals for one answer, beside the text that is written: drawn in it, gone through, and taken over in place.
import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { post, type Reader } from "../comments/post";
import { toShared } from "../editor/document";
import { make } from "../editor/dom";
import { counted, message } from "../editor/messages";
import { tellDecided } from "../coedit/events";
import { nextOf } from "./placing";
import { Popover } from "./popover";
import { drawnIn, lostIn, setActive, setProposed, setShown } from "./proposed";
import { areShown, lineOf, marksAt, type ProposedText, type ProposedChange } from "./marks";

export interface Host {
  readonly textarea: HTMLTextAreaElement;
  readonly wrapper: HTMLElement;
  editor(): Editor | null;
  /** Somebody is about to change the text. */
  begin(): void;
}

/** Those of the page, whose texts have an editor. */
export const all = new Set<Beside>();

export class Beside {
  readonly box = new Popover({
    takeOver: () => void this.takeOver(),
    step: (step) => this.step(step),
    close: (isWanted) => this.close(isWanted),
  });
  readonly status = make("div", { class: "visually-hidden", role: "status" });
  private offered: ProposedText | null = null;
  private active: string | null = null;
  private left: { name: string; at: number } | null = null; // the one that was closed, and where the cursor went then
  private readonly decided = new Set<string>();
  private readonly question: string;
  private readonly reader: Reader;
  private frame = 0;

  constructor(private readonly host: Host) {
    const { session = "", user = "" } = host.textarea.closest("form")?.dataset ?? {};
    this.reader = { session, user: Number(user) };
    this.question = host.textarea.closest<HTMLElement>("[data-question]")?.dataset.question ?? "";
    document.addEventListener("htmx:load", this.onLoad);
    document.addEventListener("pointerdown", this.onPress);
    addEventListener("resize", this.onResize);
    host.wrapper.addEventListener("keydown", this.onKey);
    all.add(this);
  }

  destroy(): void {
    all.delete(this);
    document.removeEventListener("htmx:load", this.onLoad);
    document.removeEventListener("pointerdown", this.onPress);
    removeEventListener("resize", this.onResize);
    cancelAnimationFrame(this.frame);
  }

  /** The editor stands; or what is proposed is another thing by now. */
  read(): void {
    const editor = this.host.editor();
    if (!editor) return;
    this.offered = marksAt(this.line);
    for (const name of this.decided) if (!this.offered?.changes.some((change) => change.name === name)) this.decided.delete(name);
    const left = this.offered?.changes.filter(({ name }) => !this.decided.has(name)) ?? [];
    const text = this.offered && editor.schema.nodeFromJSON(toShared(this.offered.text));
    setProposed(editor, text, left);
    this.show();
    this.tellCounts();
  }

  /** As the reader has chosen for all texts. */
  show(): void {
    const editor = this.host.editor();
    const isShown = areShown(String(this.reader.user));
    if (editor) setShown(editor, isShown);
    this.line?.querySelector("[data-proposed-switch]")?.setAttribute("aria-pressed", String(isShown));
    const stepping = this.line?.querySelector<HTMLElement>("[data-proposed-step]");
    if (stepping) stepping.hidden = !isShown;
  }

  /** What is drawn has changed. */
  placed(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.tellCounts();
      if (this.active) this.follow();
    });
  }

  get count(): number {
    const editor = this.host.editor();
    return editor && this.host.wrapper.offsetParent ? drawnIn(editor).length : 0;
  }

  get element(): HTMLElement {
    return this.host.wrapper;
  }

  // --- going through them

  /** To the next one from where the reader is; false where none is left on this side. `edge` is where to begin else. */
  go(step: 1 | -1, edge: "start" | "end" | null = null): boolean {
    const editor = this.host.editor();
    if (!editor) return false;
    const found = drawnIn(editor);
    const { from } = editor.state.selection;
    const current = this.active ?? (this.left?.at === from ? this.left.name : null);
    const at = found.findIndex(({ change }) => change.name === current);
    let next = at >= 0 ? at + step : nextOf(found.map(({ place }) => place), from, step);
    if (edge) next = edge === "start" ? 0 : found.length - 1;
    const chosen = found[next];
    if (!chosen) return false;
    this.open(chosen.change.name, true);
    return true;
  }

  /** In this text alone, round and round. */
  private step(step: 1 | -1): void {
    if (!this.go(step)) this.go(step, step > 0 ? "start" : "end");
  }

  open(name: string, isFocused: boolean): void {
    const editor = this.host.editor();
    if (!editor) return;
    for (const other of all) if (other !== this) other.close(false);
    this.host.begin();
    this.active = name;
    setActive(editor, name);
    this.box.say("");
    this.follow();
    if (!isFocused || !this.box.isOpen) return;
    this.marks[0]?.scrollIntoView({ block: "center" });
    this.box.focus();
  }

  close(isWanted: boolean): void {
    const editor = this.host.editor();
    if (!this.active || !editor) return;
    const place = drawnIn(editor).find(({ change }) => change.name === this.active)?.place;
    const hadFocus = this.box.hasFocus;
    const name = this.active;
    this.active = null;
    this.box.hide();
    setActive(editor, null);
    if (!isWanted && !hadFocus) return;
    if (place) editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(place[1]), -1)));
    editor.view.focus();
    this.left = { name, at: editor.state.selection.from };
  }

  /** The box at the change as it stands; it goes where the change has gone. */
  private follow(): void {
    const editor = this.host.editor()!;
    const found = drawnIn(editor);
    const at = found.findIndex(({ change }) => change.name === this.active);
    if (at < 0) {
      if (this.box.isOpen && this.box.hasFocus) this.status.textContent = message("proposed_gone");
      return this.close(false);
    }
    const { change, place } = found[at]!;
    const put = change.put ? editor.schema.nodeFromJSON(change.put) : null;
    const text = (node: typeof put, from: number, to: number) => node?.textBetween(from, to, " ", (leaf) => String(leaf.attrs.code ?? " ")) ?? "";
    this.box.show({
      change,
      taken: text(editor.state.doc, ...place),
      put: text(put, 0, put?.content.size ?? 0),
      ...{ number: at + 1, count: found.length, address: `${this.address}#${change.name}` },
    });
    this.box.place(this.host.wrapper, this.marks);
  }

  // --- deciding

  private async takeOver(): Promise<void> {
    const editor = this.host.editor();
    const change = editor && drawnIn(editor).find(({ change: { name } }) => name === this.active)?.change;
    if (!change || this.box.element.getAttribute("aria-busy") === "true") return;
    this.box.element.setAttribute("aria-busy", "true");
    this.box.busy = true;
    const sent = await post<{ said: string }>(`${this.address}decide/`, bodyOf(change), this.reader);
    this.box.element.removeAttribute("aria-busy");
    this.box.busy = false;
    if ("said" in sent) this.done(change, sent.said);
    else if ("message" in sent) this.box.say(sent.message);
    else this.box.say(message(sent.trouble === "session" ? "text_session" : sent.trouble === "other" ? "text_other" : "suggest_no_answer"));
    if (!("trouble" in sent)) tellDecided();
  }

  /** On to what comes next; else back to the text. */
  private done(change: ProposedChange, said: string): void {
    const editor = this.host.editor();
    this.decided.add(change.name);
    this.status.textContent = said;
    if (!editor) return;
    const found = drawnIn(editor);
    const at = found.findIndex(({ change: { name } }) => name === change.name);
    const isHere = this.active === change.name;
    const next = found[at + 1] ?? found[at - 1];
    if (isHere && !next) this.close(true);
    this.read();
    if (isHere && next) this.open(next.change.name, true);
  }

  // --- the page

  private get line(): HTMLElement | null {
    return lineOf(this.question);
  }

  private get address(): string {
    return this.line?.querySelector<HTMLElement>("[data-proposed-tools]")?.dataset.address ?? "";
  }

  private get marks(): Element[] {
    return this.active ? [...this.host.wrapper.querySelectorAll(`[data-change="${CSS.escape(this.active)}"]`)] : [];
  }

  private tellCounts(): void {
    const editor = this.host.editor();
    const tools = this.line?.querySelector<HTMLElement>("[data-proposed-tools]");
    if (!editor || !tools) return;
    const elsewhere = (this.offered?.elsewhere ?? 0) + lostIn(editor);
    tools.hidden = false;
    tools.querySelector("[data-proposed-elsewhere]")!.textContent = elsewhere ? counted("proposed_elsewhere", elsewhere) : "";
  }

  private readonly onLoad = (event: Event): void => {
    const { line } = this;
    const target = event.target as Node;
    if (line && (target === line || line.contains(target))) this.read();
  };

  /** Whoever writes on in the text is done with the box. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const isWriting = (event.target as Element).closest(".ProseMirror") && !/^(Shift|Control|Alt|Meta|F\d+)$/.test(event.key);
    if (this.active && isWriting) this.close(false);
  };

  private readonly onResize = (): void => this.placed();

  private readonly onPress = (event: Event): void => {
    const target = event.target as Element;
    if (this.active && !this.box.element.contains(target) && !target.closest("[data-change]")) this.close(false);
  };
}

function bodyOf({ proposal, key }: ProposedChange): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries({ outcome: "kept", proposal: String(proposal), key })) body.set(name, value);
  return body;
}
