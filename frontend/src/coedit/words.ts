// Words that are not in the text and were typed by this person: offered to be put in again, copied or let go. They are
// kept in the browser until one of these is chosen.
import type { Editor } from "@tiptap/core";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { make, uniqueId } from "../editor/dom";
import { message } from "../editor/messages";
import type { Letter, Words } from "./losses";
import type { Store } from "./store";

export class WordsBox {
  readonly element = make("div", { class: "editor-words" });
  private readonly shown = new Set<string>();

  constructor(
    private readonly document: string,
    private readonly store: Store,
    private readonly editor: () => Editor | null,
    private readonly takeAway: (letters: Letter[]) => void,
  ) {
    this.element.setAttribute("role", "status");
    void store.wordsOf(document).then((kept) => {
      for (const { id, kind, ...rest } of kept) this.show(id, { kind: kind as Words["kind"], ...rest });
    });
  }

  offer(words: Words[]): void {
    for (const one of words) {
      const id = one.id ?? crypto.randomUUID();
      if (this.shown.has(id)) continue;
      this.store.keepWords({ ...one, id, document: this.document });
      this.show(id, one);
    }
  }

  /** One cannot put words in where one cannot write. */
  setWritable(isWritable: boolean): void {
    for (const button of this.element.querySelectorAll<HTMLButtonElement>("[data-insert]")) button.disabled = !isWritable;
  }

  private show(id: string, words: Words): void {
    if (this.shown.has(id)) return;
    this.shown.add(id);
    const label = uniqueId("words");
    const box = make(
      "div",
      { class: "notice notice-attention", role: "group", "aria-labelledby": label },
      make("p", { class: "notice-title", id: label }, message(`words_${words.kind}`)),
      make("p", { class: "kept-text reading", tabindex: "0", "aria-labelledby": label, role: "textbox", "aria-readonly": "true", "aria-multiline": "true" }, words.text),
    );
    const said = make("span", { role: "status" });
    const button = (name: string, act: () => void) => {
      const element = make("button", { type: "button", class: "btn btn-secondary" }, message(name));
      element.addEventListener("click", act);
      return element;
    };
    const away = () => {
      this.store.dropWords(id);
      box.remove();
    };
    const insert = button(words.kind === "moved" ? "words_move" : "words_insert", () => {
      const editor = this.editor();
      if (!editor?.isEditable) return;
      this.takeAway(words.letters ?? []);
      putIn(editor, words);
      away();
    });
    insert.setAttribute("data-insert", "");
    insert.disabled = !this.editor()?.isEditable;
    const copy = button("words_copy", () => void copyText(words.text, box).then((key) => (said.textContent = message(key))));
    box.append(make("p", { class: "actions" }, insert, copy, button("words_dismiss", away), said));
    this.element.append(box);
  }
}

/** Behind what stood before the words, as much of it as is still there; else at the end. */
function putIn(editor: Editor, { text, left, right }: Words): void {
  const { state, view } = editor;
  const at = placeOf(state.doc, left, right);
  const [first = "", ...rest] = text.split("\n");
  const tr = state.tr;
  const paragraphs = (lines: string[]) =>
    lines.map((line) => state.schema.nodes.paragraph!.create(null, line ? state.schema.text(line) : null));
  if (at === null || rest.length) tr.insert(tr.doc.content.size, paragraphs([first, ...rest]));
  else tr.insertText(spaced(state.doc, at, first), at);
  view.dispatch(tr.scrollIntoView());
  view.focus();
}

function placeOf(doc: ProseMirrorNode, left: string, right: string): number | null {
  for (let length = left.length; length >= Math.min(3, left.length) && length > 0; length--) {
    const found = find(doc, left.slice(-length));
    if (found !== null) return found + length;
  }
  for (let length = right.length; length >= Math.min(3, right.length) && length > 0; length--) {
    const found = find(doc, right.slice(0, length));
    if (found !== null) return found;
  }
  return null;
}

function find(doc: ProseMirrorNode, wanted: string): number | null {
  let found: number | null = null;
  doc.descendants((node, pos) => {
    if (!node.isTextblock || found !== null) return found === null;
    let text = "";
    node.forEach((child) => {
      text += child.isText ? child.text! : "\ufffc".repeat(child.nodeSize);
    });
    const at = text.indexOf(wanted);
    if (at >= 0) found = pos + 1 + at;
    return true;
  });
  return found;
}

/** With a space where two words would become one. */
function spaced(doc: ProseMirrorNode, at: number, text: string): string {
  const before = doc.textBetween(Math.max(doc.resolve(at).start(), at - 1), at, "", " ");
  const after = doc.textBetween(at, Math.min(doc.resolve(at).end(), at + 1), "", " ");
  const isWord = (letter: string) => /[\p{L}\p{N}]/u.test(letter);
  const begin = isWord(before) && isWord(text[0] ?? "") ? " " : "";
  return `${begin}${text}${isWord(after) && isWord(text.at(-1) ?? "") ? " " : ""}`;
}

async function copyText(text: string, box: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return "words_copied";
  } catch {
    // Without the right to the clipboard the words are marked, ready for Ctrl+C.
    getSelection()?.selectAllChildren(box.querySelector(".kept-text")!);
    return "words_marked";
  }
}
