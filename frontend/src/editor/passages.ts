// The passages that people comment on, shown in the text. They are found by their anchors in the shared text, else by
// their words; while one types they move along, and are found anew a moment later.
import { Extension, type Editor } from "@tiptap/core";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { isFromText } from "../coedit/binding";
import { tell, type Anchor, type Found, type NewPassage, type Passage } from "../comments/between";
import { Letters, squeezed } from "../comments/quote";

const PAUSE = 400; // milliseconds after the last letter

interface State {
  passages: Passage[];
  active: string | null;
  decorations: DecorationSet;
  found: Found["passages"];
}

type Meta = Partial<Pick<State, "passages" | "active">>;
const key = new PluginKey<State>("passages");

/** `question` is the one whose answer the text is. */
export const Passages = Extension.create<{ question: string }>({
  name: "passages",
  addOptions: () => ({ question: "" }),
  addProseMirrorPlugins() {
    const { question } = this.options;
    return [
      new Plugin<State>({
        key,
        state: {
          init: () => ({ passages: [], active: null, decorations: DecorationSet.empty, found: new Map() }),
          apply: (tr, before, _, state) => next(tr, before, state),
        },
        props: {
          decorations: (state) => key.getState(state)!.decorations,
          handleClick: (view, pos) => {
            const id = idAt(view.state, pos);
            if (id) tell("at", { id });
            return false;
          },
        },
        view: (view) => follow(view, question),
      }),
    ];
  },
});

function follow(view: EditorView, question: string) {
  let timer = 0;
  let told: State["found"] | null = null;
  const lookAgain = () => {
    if (view.composing) timer = window.setTimeout(lookAgain, PAUSE);
    else if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, {}).setMeta("addToHistory", false));
  };
  return {
    update: (_: EditorView, old: EditorState) => {
      const { passages, found } = key.getState(view.state)!;
      if (found !== told && (passages.length || told?.size)) tell("found", { question, passages: (told = found) });
      if (passages.length && !old.doc.eq(view.state.doc)) {
        window.clearTimeout(timer);
        timer = window.setTimeout(lookAgain, PAUSE);
      }
    },
    destroy: () => window.clearTimeout(timer),
  };
}

function next(tr: Transaction, before: State, state: EditorState): State {
  const meta = tr.getMeta(key) as Meta | undefined;
  // What others write replaces the whole document: the passages are found in what is there now.
  if (!meta && !isFromText(tr)) {
    return tr.docChanged ? { ...before, decorations: before.decorations.map(tr.mapping, tr.doc) } : before;
  }
  const { passages, active } = { ...before, ...meta };
  if (!passages.length) return { passages, active, decorations: DecorationSet.empty, found: new Map() };
  const letters = lettersOf(state.doc);
  const found: State["found"] = new Map();
  const decorations: Decoration[] = [];
  for (const passage of passages) {
    const { range, isLookedFor } = rangeOf(passage, state, letters);
    const anchor = range && isLookedFor ? anchorOf(state, ...range) : null;
    found.set(passage.id, { stands: range !== null, anchor });
    const look = `passage${passage.id === active ? " passage-active" : ""}`;
    if (range) decorations.push(Decoration.inline(...range, { class: look }, { id: passage.id }));
  }
  return { passages, active, decorations: DecorationSet.create(state.doc, decorations), found };
}

type Range = [from: number, to: number];

/** Where the words stand. The anchor decides, unless it holds fewer words than stand together somewhere. */
function rangeOf(passage: Passage, state: EditorState, letters: Letters<number>): { range: Range | null; isLookedFor: boolean } {
  const anchored = passage.anchor && resolve(passage.anchor, state);
  if (anchored && textOf(state.doc, anchored) === squeezed(passage.quote).trim()) return { range: anchored, isLookedFor: false };
  const places = letters.find(passage);
  const looked: Range | null = places && [places[0], places[1] + 1];
  const isBetter = looked && (!anchored || (looked[0] < anchored[1] && anchored[0] < looked[1]));
  return isBetter ? { range: looked, isLookedFor: true } : { range: anchored || null, isLookedFor: false };
}

function resolve(anchor: Anchor, state: EditorState): Range | null {
  const sync = ySyncPluginKey.getState(state) as { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: never } | null } | undefined;
  if (!sync?.binding) return null;
  const at = (json: unknown): number | null => {
    try {
      const position = Y.createRelativePositionFromJSON(json);
      return relativePositionToAbsolutePosition(sync.doc, sync.type, position, sync.binding!.mapping) as number | null;
    } catch {
      return null; // made in another document
    }
  };
  const [from, to] = [at(anchor.from), at(anchor.to)];
  return from !== null && to !== null && from < to && to <= state.doc.content.size ? [from, to] : null;
}

/** The place as the shared text knows it: the first letter, and the last one; what is typed beside them is outside. */
function anchorOf(state: EditorState, from: number, to: number): Anchor | null {
  const sync = ySyncPluginKey.getState(state) as { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: never } | null } | undefined;
  if (!sync?.binding) return null;
  const { doc, type, binding } = sync;
  const at = (pos: number, side: number): unknown => {
    const position = absolutePositionToRelativePosition(pos, type, binding.mapping) as Y.RelativePosition;
    const place = Y.createAbsolutePositionFromRelativePosition(position, doc);
    const sided = place?.type instanceof Y.XmlText ? Y.createRelativePositionFromTypeIndex(place.type, place.index, side) : position;
    return Y.relativePositionToJSON(sided);
  };
  try {
    return { from: at(from, 0), to: at(to, -1) };
  } catch {
    return null; // the shared text has not heard of the last letters yet: the words are enough
  }
}

function lettersOf(doc: ProseMirrorNode): Letters<number> {
  const letters = new Letters<number>();
  doc.descendants((node, pos) => {
    if (node.type.name === "footnote") return false; // as on the server: a note is called, and not part of the line
    if (node.isText) letters.add(node.text!, (index) => pos + index);
    else if (node.type.name === "objective") letters.add(String(node.attrs.code), () => pos);
    else if (node.isBlock || node.type.name === "hardBreak") letters.add(" ", () => pos);
    return true;
  });
  return letters;
}

function textOf(doc: ProseMirrorNode, [from, to]: Range): string {
  const letters = lettersOf(doc);
  const within = letters.places.flatMap((place, index) => (place >= from && place < to ? [letters.text[index]!] : []));
  return within.join("").trim();
}

function idAt(state: EditorState, pos: number): string | null {
  const found = key.getState(state)!.decorations.find(pos, pos);
  return found.length ? (found[0]!.spec as { id: string }).id : null;
}

/** What the panel asks of a text. */
export function showPassages({ view }: Editor, passages: Passage[]): void {
  if (JSON.stringify(passages) === JSON.stringify(key.getState(view.state)!.passages)) return;
  view.dispatch(view.state.tr.setMeta(key, { passages }).setMeta("addToHistory", false));
}

export function activate({ view }: Editor, id: string | null, isWanted: boolean): void {
  if (key.getState(view.state)!.active !== id) {
    view.dispatch(view.state.tr.setMeta(key, { active: id }).setMeta("addToHistory", false));
  }
  if (isWanted && id) view.dom.querySelector(".passage-active")?.scrollIntoView({ block: "center" });
}

/** The selected words as a passage; without any, the thread of the passage with the cursor, else the whole answer. */
export function wantComment(editor: Editor, question: string): boolean {
  const { state } = editor;
  const { from, to, empty } = state.selection;
  const id = empty ? idAt(state, from) : null;
  if (id) tell("at", { id });
  else tell("wanted", { question, passage: empty ? null : passageOf(state, from, to) });
  return true;
}

function passageOf(state: EditorState, from: number, to: number): NewPassage | null {
  const letters = lettersOf(state.doc);
  const first = letters.places.findIndex((place) => place >= from);
  const end = letters.places.filter((place) => place < to).length;
  if (first < 0 || end <= first) return null;
  const quote = letters.quote(first, end);
  const places = letters.places.slice(first, end).filter((_, index) => letters.text[first + index] !== " ");
  if (!quote.quote) return null;
  return { ...quote, anchor: anchorOf(state, places[0]!, places.at(-1)! + 1) };
}
