// A reference to a part of the roadmap: one piece, whose text is the code.
import { Node } from "@tiptap/core";
import type { Node as ProseMirrorNode, ResolvedPos } from "@tiptap/pm/model";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { message } from "./messages";
import { findItem, type RoadmapItem } from "./roadmap";
import { apart } from "./undo";

const CODE = /^[0-9A-Za-z]{1,4}(?:\.[0-9A-Za-z]{1,4}){0,3}$/;
const WRITTEN = /(?:^|[\s([{«“‘"'’,;:–—])([0-9A-Za-z]{1,4}(?:\.[0-9A-Za-z]{1,4}){1,3})$/;
// A number alone may be a number: it is taken for a code after a word that cites a part of a roadmap.
const CITED = /(?:objecti(?:f|ve)|volet|strand|ax[ei]|axis|priorit(?:é|y|ie)|pilier|pillar)(?:s|\(s\))?\s{1,3}$/i;
const ENDS = /^[\s.,;:!?)\]}»”"’–—]$/;

export const Objective = Node.create<{ items: RoadmapItem[]; isShared: boolean }>({
  name: "objective",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ items: [], isShared: false }),
  addAttributes() {
    return {
      code: {
        default: "",
        rendered: false,
        parseHTML: (element) => element.getAttribute("data-objective"),
        validate: (value: unknown) => {
          if (typeof value !== "string" || !CODE.test(value)) throw new RangeError("no code");
        },
      },
      // A shared text knows marks of texts only: those of this node go along as an attribute (coediting/convert.py).
      ...(this.options.isShared && { marks: { default: null, rendered: false, parseHTML: () => null } }),
    };
  },
  parseHTML: () => [
    { tag: "span[data-objective]", getAttrs: (element) => CODE.test(element.getAttribute("data-objective")!) && null },
  ],
  renderHTML({ node }) {
    const { code } = node.attrs;
    const item = findItem(this.options.items, code);
    const title = item ? `${code} – ${item.title}` : message("objective_unknown", { code });
    return ["span", { class: item ? "objective" : "objective objective-unknown", "data-objective": code, title }, code];
  },
  renderText: ({ node }) => node.attrs.code,

  addKeyboardShortcuts() {
    // The first Backspace or Delete shows what would go, the second removes it.
    const select = (side: "nodeBefore" | "nodeAfter") => () => {
      const { $from, empty } = this.editor.state.selection;
      const node = empty ? $from[side] : null;
      if (node?.type !== this.type) return false;
      return this.editor.commands.setNodeSelection(side === "nodeBefore" ? $from.pos - node.nodeSize : $from.pos);
    };
    return { Backspace: select("nodeBefore"), Delete: select("nodeAfter") };
  },

  addProseMirrorPlugins() {
    const { items, isShared } = this.options;
    return [
      new Plugin({
        appendTransaction: (transactions, _, state) => {
          if (!isShared || !transactions.some((tr) => tr.docChanged)) return null;
          const { tr } = state;
          state.doc.descendants((node, pos) => {
            if (node.type === this.type && node.attrs.marks !== writtenMarks(node)) {
              tr.setNodeAttribute(pos, "marks", writtenMarks(node));
            }
          });
          return tr.docChanged ? tr : null;
        },
        props: {
          // A known code becomes a reference when the next character ends it. That is a step of its own: undo gives
          // the typed text back.
          handleTextInput: (view, from, to, text) => {
            if (!ENDS.test(text) || view.composing) return false;
            const $from = view.state.doc.resolve(from);
            const code = codeAtEnd(textBefore($from), text, items);
            if (!code) return false;
            const marks = $from.marks();
            view.dispatch(view.state.tr.insertText(text, from, to));
            const node = this.type.create({ code }, null, marks);
            const tr = apart(view.state).replaceWith(from - code.length, from, node);
            view.dispatch(
              tr.setSelection(TextSelection.create(tr.doc, tr.mapping.map(from + text.length))).scrollIntoView(),
            );
            return true;
          },
        },
      }),
    ];
  },
});

/** The marks of the node as its attribute has them. */
export function writtenMarks(node: ProseMirrorNode): string | null {
  return node.marks.length ? JSON.stringify(node.marks.map((mark) => mark.toJSON())) : null;
}

/** The end of the text between the start of the block and the position, a character for each place: "\ufffc" for nodes. */
export function textBefore($pos: ResolvedPos): string {
  let text = "";
  $pos.parent.nodesBetween(0, $pos.parentOffset, (node) => {
    text += node.text ?? "\ufffc".repeat(node.nodeSize);
    return false;
  });
  return text.slice(0, $pos.parentOffset).slice(-80);
}

/** The code of the roadmap that the text ends with, if `next`, the character typed now, ends it; else "". */
export function codeAtEnd(text: string, next: string, items: RoadmapItem[]): string {
  const code = WRITTEN.exec(text)?.[1];
  if (!code || !findItem(items, code)) return "";
  if (!/[A-Za-z]/.test(code) && !CITED.test(text.slice(0, -code.length))) return "";
  // "1.2." may become "1.2.C".
  if (next === "." && items.some((item) => item.code.startsWith(`${code}.`))) return "";
  return code;
}
