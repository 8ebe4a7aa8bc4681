// Proposed changes in the text that is written: found in it as it stands, and followed while it is written on. They are
// places in the text that the server had; what lies between it and this one is looked at once nobody has typed for a moment.
import { Extension, type Editor } from "@tiptap/core";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { Mapping, StepMap, type Mappable } from "@tiptap/pm/transform";
import { DecorationSet, type EditorView } from "@tiptap/pm/view";
import { isFromText } from "../coedit/binding";
import { changeBetween } from "../coedit/rebasing";
import { changesBetween } from "./changes";
import { canBeDrawn, draw, type Placed } from "./drawing";
import { placeIn } from "./placing";
import type { ProposedChange } from "./marks";

const PAUSE = 400; // milliseconds after the last letter

interface State {
  /** In which the changes have their places; null for none. */
  text: ProseMirrorNode | null;
  changes: ProposedChange[];
  isShown: boolean;
  active: string | null;
  placed: Placed[];
  drawn: DecorationSet;
}

type Meta = Partial<Pick<State, "text" | "changes" | "isShown" | "active">>;
const key = new PluginKey<State>("proposed");
const NOTHING: State = { text: null, changes: [], isShown: true, active: null, placed: [], drawn: DecorationSet.empty };

interface Options {
  /** What is drawn, or where it is, has changed. */
  onPlaced: () => void;
  /** A change was pressed. */
  onPressed: (name: string) => void;
}

export const Proposed = Extension.create<Options>({
  name: "proposed",
  addOptions: () => ({ onPlaced: () => undefined, onPressed: () => undefined }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const { onPlaced, onPressed } = this.options;
    return [
      new Plugin<State>({
        key,
        state: { init: () => NOTHING, apply: (tr, before) => next(tr, before) },
        props: {
          decorations: (state) => (editor.isEditable ? key.getState(state)!.drawn : null),
          handleClick: (_view, _pos, event) => {
            const name = (event.target as Element).closest<HTMLElement>("[data-change]")?.dataset.change;
            if (name) onPressed(name);
            return false;
          },
        },
        view: (view) => follow(view, onPlaced),
      }),
    ];
  },
});

function follow(view: EditorView, onPlaced: () => void) {
  let timer = 0;
  const lookAgain = () => {
    if (view.composing) timer = window.setTimeout(lookAgain, PAUSE);
    else if (!view.isDestroyed) tell(view, {});
  };
  // Binding the text to its document makes this anew, and lets what was to come go.
  if (key.getState(view.state)!.changes.length) timer = window.setTimeout(lookAgain, PAUSE);
  return {
    update: (_: EditorView, old: EditorState) => {
      const [before, now] = [key.getState(old)!, key.getState(view.state)!];
      if (before !== now) onPlaced();
      if (now.changes.length && old.doc !== view.state.doc) {
        window.clearTimeout(timer);
        timer = window.setTimeout(lookAgain, PAUSE);
      }
    },
    destroy: () => window.clearTimeout(timer),
  };
}

function tell(view: EditorView, meta: Meta): void {
  view.dispatch(view.state.tr.setMeta(key, meta).setMeta("addToHistory", false));
}

function next(tr: Transaction, before: State): State {
  const meta = tr.getMeta(key) as Meta | undefined;
  if (!meta && (!tr.docChanged || !before.placed.length)) return before;
  const now = { ...before, ...meta };
  const isOnlyActive = meta && Object.keys(meta).join() === "active";
  const placed = isOnlyActive ? before.placed : meta ? find(now, tr.doc) : moved(before.placed, tr);
  return { ...now, placed, drawn: placed.length && now.isShown ? draw(tr.doc, placed, now.active) : DecorationSet.empty };
}

function find({ text, changes }: State, doc: ProseMirrorNode): Placed[] {
  if (!text || !changes.length) return [];
  const since = changesBetween(text, doc);
  const found = changes.flatMap((change) => {
    const place = placeIn(since, [change.from, change.to]);
    return place && canBeDrawn(doc, place) ? [{ change, place }] : [];
  });
  return found.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
}

/** Until they are looked for again. What is gone is not drawn meanwhile. */
function moved(placed: Placed[], tr: Transaction): Placed[] {
  const mapping: Mappable = isFromText(tr) ? between(tr.before, tr.doc) : tr.mapping;
  return placed.flatMap(({ change, place: [from, to] }) => {
    const start = mapping.map(from, 1);
    const end = from === to ? start : mapping.map(to, -1);
    const isThere = from === to ? !mapping.mapResult(from).deletedAcross : start < end;
    const place: Placed["place"] = [start, end];
    return isThere && canBeDrawn(tr.doc, place) ? [{ change, place }] : [];
  });
}

/** What others write replaces the whole document: what of it is another one. */
function between(old: ProseMirrorNode, now: ProseMirrorNode): Mapping {
  const change = changeBetween(old.content, now.content);
  if (!change) return new Mapping();
  const { from, to, toTyped } = change;
  return new Mapping([new StepMap([from, to - from, toTyped - from])]);
}

// --- what the page asks of a text

export function setProposed({ view }: Editor, text: ProseMirrorNode | null, changes: ProposedChange[]): void {
  tell(view, { text, changes });
}

export function setShown({ view }: Editor, isShown: boolean): void {
  if (key.getState(view.state)!.isShown !== isShown) tell(view, { isShown });
}

export function setActive({ view }: Editor, active: string | null): void {
  if (key.getState(view.state)!.active !== active) tell(view, { active });
}

/** Those that stand in the text, in order; none while they are hidden or nobody may write. */
export function drawnIn(editor: Editor): Placed[] {
  const { placed, isShown } = key.getState(editor.state)!;
  return isShown && editor.isEditable ? placed : [];
}

/** How many have no place in the text as it stands. */
export function lostIn({ state }: Editor): number {
  const { changes, placed } = key.getState(state)!;
  return changes.length - placed.length;
}
