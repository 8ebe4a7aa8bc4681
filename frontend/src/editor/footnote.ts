// A footnote stands in the line, where it is called; it is numbered by the style sheet. Browsers are weak at the edges of
// an inline element one can write in: they show one caret for "last letter of the note" and "right after the note", and put
// typed letters on the wrong side. Hence the little images that keep the two places apart, and the keys below.
import { Node, type Editor } from "@tiptap/core";
import type { Node as ProseMirrorNode, ResolvedPos, Slice } from "@tiptap/pm/model";
import { NodeSelection, Plugin, Selection, TextSelection, type Command } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { run } from "./tables";

type Direction = -1 | 1;

// The same objects each time, so that an image that is there already is not drawn anew.
const SIDES = {
  [-1]: { side: -1, ignoreSelection: true, marks: [] },
  1: { side: 1, ignoreSelection: true, marks: [] },
};

export const Footnote = Node.create({
  name: "footnote",
  priority: 1100, // its keys come before those of paragraphs and lists
  group: "inline",
  inline: true,
  content: "(text | hardBreak | objective)*",
  isolating: true,
  parseHTML: () => [{ tag: "span[data-footnote]" }],
  renderHTML: () => ["span", { class: "footnote", "data-footnote": "", role: "note" }, 0],

  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      ArrowRight: () => run(editor, cross(isRightToLeft(editor) ? -1 : 1)),
      ArrowLeft: () => run(editor, cross(isRightToLeft(editor) ? 1 : -1)),
      Enter: () => run(editor, leave),
      Escape: () => run(editor, leave),
      Backspace: () => run(editor, remove(-1)),
      Delete: () => run(editor, remove(1)),
    };
  },

  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      state: {
        init: (_, state) => edges(state.doc),
        apply: (tr, before) => (tr.docChanged ? edges(tr.doc) : before),
      },
      props: {
        handlePaste: (view, _, slice) => pasteIntoNote(view, slice),
        decorations(state) {
          const set = this.getState(state)!;
          const { $from } = state.selection;
          if (!isInNote($from)) return set;
          return set.add(state.doc, [Decoration.node($from.before(), $from.after(), { class: "footnote-active" })]);
        },
      },
    }),
  ],
});

export function isInNote($pos: ResolvedPos): boolean {
  return $pos.parent.type.name === "footnote";
}

/** Put an empty note where the selection ends and the cursor into it. */
export const insertFootnote: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (!$to.parent.inlineContent || isInNote($to) || isInNote(state.selection.$from)) return false;
  const tr = state.tr.insert($to.pos, state.schema.nodes.footnote!.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1)).scrollIntoView());
  return true;
};

const leave: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (!isInNote($to)) return false;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $to.after())).scrollIntoView());
  return true;
};

/** Over the edge of a note, in or out, without passing a letter. */
const cross =
  (direction: Direction): Command =>
  (state, dispatch) => {
    const to = overEdge(state.selection, direction);
    if (to === null) return false;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, to)).scrollIntoView());
    return true;
  };

/** At the edge of a note: show what would go, and let the next press take it. An empty note goes at once. */
const remove =
  (direction: Direction): Command =>
  (state, dispatch) => {
    const { $from } = state.selection;
    if (overEdge(state.selection, direction) === null) return false;
    const from = isInNote($from) ? $from.before() : direction < 0 ? $from.pos - $from.nodeBefore!.nodeSize : $from.pos;
    const tr = state.tr.setSelection(NodeSelection.create(state.doc, from));
    dispatch?.((isInNote($from) && !$from.parent.content.size ? tr.deleteSelection() : tr).scrollIntoView());
    return true;
  };

/** A note holds no blocks and no notes: of what is pasted the text remains, each block on a line of its own. */
function pasteIntoNote(view: EditorView, slice: Slice): boolean {
  const { $from, $to, from, to } = view.state.selection;
  if (!isInNote($from) || !$from.sameParent($to)) return false;
  const inlines: ProseMirrorNode[] = [];
  slice.content.descendants((node) => {
    if (node.isTextblock && inlines.length) inlines.push(view.state.schema.nodes.hardBreak!.create());
    if (node.isInline && node.isLeaf) inlines.push(node);
  });
  view.dispatch(view.state.tr.replaceWith(from, to, inlines).setMeta("paste", true).scrollIntoView());
  return true;
}

function overEdge({ $from, empty }: Selection, direction: Direction): number | null {
  if (!empty) return null;
  if (isInNote($from)) {
    const isAtEdge = $from.parentOffset === (direction < 0 ? 0 : $from.parent.content.size);
    return isAtEdge ? (direction < 0 ? $from.before() : $from.after()) : null;
  }
  const beside = direction < 0 ? $from.nodeBefore : $from.nodeAfter;
  return beside?.type.name === "footnote" ? $from.pos + direction : null;
}

function isRightToLeft(editor: Editor): boolean {
  return getComputedStyle(editor.view.dom).direction === "rtl";
}

function edges(doc: ProseMirrorNode): DecorationSet {
  const separators: Decoration[] = [];
  const separator = (pos: number, side: Direction) => {
    separators.push(Decoration.widget(pos, image, SIDES[side]));
  };
  doc.descendants((node, pos) => {
    if (node.type.name !== "footnote") return true;
    separator(pos, 1);
    separator(pos + 1, -1);
    separator(pos + node.nodeSize - 1, 1);
    separator(pos + node.nodeSize, -1);
    return false;
  });
  return DecorationSet.create(doc, separators);
}

function image(): HTMLElement {
  const element = document.createElement("img");
  element.className = "ProseMirror-separator";
  element.alt = "";
  return element;
}
