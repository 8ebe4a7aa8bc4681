// Everything the schema has, in one list. The order of blocks and marks is that of richtext/schema.py.
import { Extension, getSchema, type Extensions } from "@tiptap/core";
import { dropCursor } from "@tiptap/pm/dropcursor";
import { gapCursor } from "@tiptap/pm/gapcursor";
import { history } from "@tiptap/pm/history";
import type { Node as ProseMirrorNode, Schema } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { isFromText } from "../coedit/binding";
import { Blockquote, BulletList, Doc, HardBreak, Heading, ListItem, OrderedList, Paragraph, Text } from "./blocks";
import { MAX_DEPTH } from "./document";
import { Footnote } from "./footnote";
import { Bold, Italic, Link, Subscript, Superscript } from "./marks";
import { Objective } from "./objective";
import { Roadmap } from "./roadmap";
import { run, Table, TableCell, TableEditing, TableHeader, TableRow } from "./tables";
import { Screen } from "./screen";
import { redo, undo } from "./undo";

const History = Extension.create({
  name: "history",
  addProseMirrorPlugins: () => [history()],
  addKeyboardShortcuts() {
    const back = () => run(this.editor, undo);
    const forth = () => run(this.editor, redo);
    return { "Mod-z": back, "Mod-y": forth, "Mod-Shift-z": forth };
  },
});

const Cursors = Extension.create({
  name: "cursors",
  addProseMirrorPlugins: () => [gapCursor(), dropCursor({ color: false, class: "drop-cursor" })],
});

/** Keeps what ProseMirror's schema cannot say: no marks on notes and line breaks, and no nesting that would be refused. */
const Guard = Extension.create<{ onRefused: () => void }>({
  name: "guard",
  addOptions: () => ({ onRefused: () => undefined }),
  addProseMirrorPlugins() {
    const { onRefused } = this.options;
    return [
      new Plugin({
        filterTransaction: (tr) => {
          // What others wrote is in the shared text already: refusing it would only hide it here.
          const isAllowed = !tr.docChanged || isFromText(tr) || depthOf(tr.doc) <= MAX_DEPTH;
          if (!isAllowed) onRefused();
          return isAllowed;
        },
        appendTransaction: (transactions, _, state) => {
          if (!transactions.some((tr) => tr.docChanged && !isFromText(tr))) return null;
          const tr = state.tr;
          state.doc.descendants((node, pos) => {
            if (node.marks.length && (node.type.name === "footnote" || node.type.name === "hardBreak")) {
              for (const mark of node.marks) tr.removeNodeMark(pos, mark);
            }
          });
          return tr.docChanged ? tr : null;
        },
      }),
    ];
  },
});

function depthOf(node: ProseMirrorNode): number {
  let deepest = 0;
  node.forEach((child) => {
    deepest = Math.max(deepest, 1 + depthOf(child));
  });
  return deepest;
}

/** `onRefused` hears of a change that would nest too deep and was not made; `isShared` is a text written together. */
export function extensions(roadmap: Roadmap, onRefused: () => void, isShared = false): Extensions {
  return [
    ...[Doc, Paragraph, Heading, BulletList, OrderedList, ListItem, Blockquote],
    ...[Table, TableRow, TableHeader, TableCell, TableEditing],
    ...[Text, HardBreak, Objective.configure({ roadmap, isShared }), Footnote],
    ...[Link, Bold, Italic, Superscript, Subscript],
    ...[Screen, History, Cursors, Guard.configure({ onRefused })],
  ];
}

let shared: Schema | undefined;

/** The schema, to look at documents with before there is an editor. */
export function schema(): Schema {
  return (shared ??= getSchema(extensions(new Roadmap(), () => undefined)));
}
