// A reference to a part of the roadmap: one piece, whose text is the code.
import { Node } from "@tiptap/core";
import { Fragment, type Node as ProseMirrorNode, type NodeType, type ResolvedPos, Slice } from "@tiptap/pm/model";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { message } from "./messages";
import { codeAtEnd, codesIn, ENDS, REACH } from "./codes";
import { Roadmap } from "./roadmap";
import { apart } from "./undo";

/** As richtext/schema.py has it: the words that name an item, its code or its title. */
const CODE = /^(?=.{1,1100}$)[^\s<](?:[^\p{Cc}<]*[^\s<])?$/u;

export const Objective = Node.create<{ roadmap: Roadmap; isShared: boolean }>({
  name: "objective",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ roadmap: new Roadmap(), isShared: false }),
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
    const item = this.options.roadmap.find(code);
    const title = item ? (item.names[code] === null ? code : `${code} – ${item.title}`) : message("objective_unknown", { code });
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
    const { roadmap, isShared } = this.options;
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
          // What is moved within the text stays as its writer left it.
          transformPasted: (slice, view) =>
            view.dragging ? slice : new Slice(linked(slice.content, this.type, roadmap), slice.openStart, slice.openEnd),
          // A known code becomes a reference when the next character ends it. That is a step of its own: undo gives
          // the typed text back.
          handleTextInput: (view, from, to, text) => {
            if (!ENDS.test(text) || view.composing) return false;
            const $from = view.state.doc.resolve(from);
            const code = codeAtEnd(textBefore($from), text, roadmap);
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

/** Content in which the written codes of the roadmap are references. */
export function linked(content: Fragment, type: NodeType, roadmap: Roadmap): Fragment {
  const nodes: ProseMirrorNode[] = [];
  // A code may follow a word of another style: what is asked is the text of the whole line.
  let line = "";
  content.forEach((node) => (line += node.text ?? "\ufffc".repeat(node.isInline ? node.nodeSize : 0)));
  const codes = codesIn(line, roadmap);
  content.forEach((node, offset) => {
    if (!node.isText) {
      nodes.push(node.copy(linked(node.content, type, roadmap)));
      return;
    }
    let done = 0;
    for (const { start, end, code } of codes) {
      if (start < offset || end > offset + node.nodeSize) continue;
      if (start > offset + done) nodes.push(node.cut(done, start - offset));
      nodes.push(type.create({ code }, null, node.marks));
      done = end - offset;
    }
    if (done < node.nodeSize) nodes.push(node.cut(done));
  });
  return Fragment.from(nodes);
}

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
  return text.slice(0, $pos.parentOffset).slice(-REACH);
}
