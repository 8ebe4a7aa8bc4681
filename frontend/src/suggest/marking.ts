// Marks in the editor what a proposal takes out and puts in, against the text that stands.
import { Extension } from "@tiptap/core";
import { DOMSerializer, Fragment, type Node as ProseMirrorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { make } from "../editor/dom";
import { message } from "../editor/messages";
import { changesBetween, type Change } from "./changes";

interface Marking {
  base: ProseMirrorNode | null;
  shown: DecorationSet;
}

const key = new PluginKey<Marking>("marking");

/** Marks the changes against a text; without one, nothing. */
export const Marks = Extension.create({
  name: "marking",
  addProseMirrorPlugins: () => [
    new Plugin<Marking>({
      key,
      state: {
        init: () => ({ base: null, shown: DecorationSet.empty }),
        apply(tr, before) {
          const base = (tr.getMeta(key) as ProseMirrorNode | undefined) ?? before.base;
          if (base === before.base && !tr.docChanged) return before;
          return { base, shown: base ? decorations(base, tr.doc) : DecorationSet.empty };
        },
      },
      props: { decorations: (state: EditorState) => key.getState(state)?.shown },
    }),
  ],
});

/** The transaction that makes this the text which the changes are marked against. */
export const against = (state: EditorState, base: ProseMirrorNode) => state.tr.setMeta(key, base).setMeta("addToHistory", false);

function decorations(base: ProseMirrorNode, doc: ProseMirrorNode): DecorationSet {
  const found: Decoration[] = [];
  for (const change of changesBetween(base, doc)) {
    if (change.fromA < change.toA) found.push(takenOut(base, doc, change));
    if (change.fromB < change.toB) found.push(...putIn(doc, change));
  }
  return DecorationSet.create(doc, found);
}

function putIn(doc: ProseMirrorNode, { fromB, toB }: Change): Decoration[] {
  const found: Decoration[] = [Decoration.inline(fromB, toB, { nodeName: "ins", class: "suggest-in" })];
  // A block without words shows nothing else.
  doc.nodesBetween(fromB, toB, (node, pos) => {
    if (node.isBlock && pos >= fromB && pos + node.nodeSize <= toB) {
      found.push(Decoration.node(pos, pos + node.nodeSize, { class: "suggest-in-block" }));
      return false;
    }
    return true;
  });
  return found;
}

function takenOut(base: ProseMirrorNode, doc: ProseMirrorNode, { fromA, toA, fromB }: Change): Decoration {
  const place = base.resolve(fromA);
  const isInline = place.parent.isTextblock;
  const fragment = isInline ? place.parent.content.cut(place.parentOffset, place.parentOffset + toA - fromA) : blocks(base, fromA, toA);
  const identity = `${isInline}:${JSON.stringify(fragment)}`;
  const draw = () => {
    const element = make("del", { class: isInline ? "suggest-out" : "suggest-out suggest-out-block", contenteditable: "false" });
    element.append(make("span", { class: "visually-hidden" }, `${message("suggest_out")} `));
    element.append(DOMSerializer.fromSchema(doc.type.schema).serializeFragment(fragment));
    return element;
  };
  return Decoration.widget(fromB, draw, { side: -1, key: identity, ignoreSelection: true, stopEvent: () => false });
}

/** The blocks between two places between the blocks of one parent; rows and items get what they need around them. */
function blocks(base: ProseMirrorNode, from: number, to: number): Fragment {
  const place = base.resolve(from);
  const content = place.parent.content.cut(place.parentOffset, place.parentOffset + to - from);
  return place.depth && content.firstChild?.type.name === "listItem" ? Fragment.from(place.parent.copy(content)) : content;
}
