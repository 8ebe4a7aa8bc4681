// The list of the roadmap's items under the cursor: after "[", after the beginning of a code, or from the toolbar.
// When it is there and what for is plugin state; suggestlist.ts shows it.
import { Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { isFromText } from "../coedit/binding";
import { textBefore } from "./objective";
import { codesOf, Roadmap, type RoadmapItem } from "./roadmap";
import { type Match, SuggestList } from "./suggestlist";

const BRACKET = /\[([^[\]\ufffc]{0,40})$/;
const CODE = /(?:^|[\s([{«“‘"'’,;،؛:–—])([\p{L}\p{N}]{1,8}\.[\p{L}\p{N}.]{1,16})$/u;

interface State {
  match: Match | null;
  /** Where the list was opened from the toolbar. */
  anchor: number | null;
  /** Where it was closed with Escape: it stays away from there. */
  dismissed: number | null;
}

const NONE: State = { match: null, anchor: null, dismissed: null };
const key = new PluginKey<State>("suggest");

export function openSuggestions(view: EditorView): boolean {
  view.focus();
  const { $to } = view.state.selection;
  if (!$to.parent.inlineContent) return false;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, $to.pos)).setMeta(key, "open"));
  return true;
}

export const Suggest = Extension.create<{ roadmap: Roadmap; list: SuggestList | null }>({
  name: "suggest",
  priority: 1200, // Enter, Tab and the arrows belong to the open list
  addOptions: () => ({ roadmap: new Roadmap(), list: null }),

  addProseMirrorPlugins() {
    const { roadmap } = this.options;
    const list = this.options.list!;
    const plugin: Plugin<State> = new Plugin<State>({
      key,
      state: { init: () => NONE, apply: (tr, before, old, state) => next(tr, before, old, state, roadmap) },
      view: (view) => {
        list.onChoose = (item) => choose(view, item);
        return {
          update: () => list.show(view, key.getState(view.state)!.match),
          destroy: () => list.close(view),
        };
      },
      props: {
        handleKeyDown: (view, event) => {
          const match = key.getState(view.state)?.match;
          if (!match?.items.length || event.ctrlKey || event.metaKey || event.altKey) return false;
          if (event.key === "Escape") {
            // Else the caller of this text, a dialogue say, would close too.
            event.stopPropagation();
            view.dispatch(view.state.tr.setMeta(key, "dismiss"));
            return true;
          }
          return list.handleKey(view, event);
        },
        handleDOMEvents: {
          blur: (view) => {
            if (key.getState(view.state)?.match) view.dispatch(view.state.tr.setMeta(key, "close"));
            return false;
          },
        },
      },
    });
    return [plugin];
  },
});

function next(tr: Transaction, before: State, old: EditorState, state: EditorState, roadmap: Roadmap): State {
  const meta = tr.getMeta(key) as "open" | "close" | "dismiss" | undefined;
  if (meta === "close") return NONE;
  if (meta === "dismiss") return { ...NONE, dismissed: before.match?.from ?? null };
  if (!meta && !tr.docChanged && !tr.selectionSet) return before;
  // What others write replaces the whole document: places are known by how far they are from the cursor.
  const isTheirs = isFromText(tr);
  const moved = (pos: number) =>
    isTheirs ? pos - old.selection.from + state.selection.from : tr.mapping.map(pos, -1);
  const anchor = meta === "open" ? state.selection.from : before.anchor === null ? null : moved(before.anchor);
  const match = find(state, anchor, roadmap);
  if (!match) return NONE;
  const dismissed = before.dismissed === null ? null : moved(before.dismissed);
  if (match.from === dismissed) return { ...NONE, dismissed };
  // It opens where something is typed, not where the cursor passes, a text is pasted or a change taken back.
  const isTyped = tr.docChanged && !isTheirs && !tr.getMeta("paste") && !tr.getMeta("history$") && !tr.getMeta("uiEvent");
  const goesOn = before.match !== null && moved(before.match.from) === match.from;
  return meta || isTyped || goesOn ? { match, anchor, dismissed: null } : NONE;
}

function find(state: EditorState, anchor: number | null, roadmap: Roadmap): Match | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.inlineContent) return null;
  const text = textBefore($from);
  if (anchor !== null && anchor >= $from.start() && anchor <= $from.pos) {
    const query = text.slice(text.length - ($from.pos - anchor));
    if (query.length <= 40 && !query.includes("\ufffc"))
      return { from: anchor, items: roadmap.matching(query), first: 0, asked: true };
  }
  const bracket = BRACKET.exec(text);
  if (bracket)
    return { from: $from.pos - bracket[0].length, items: roadmap.matching(bracket[1]!), first: 0, asked: true };
  const code = CODE.exec(text)?.[1];
  if (!code) return null;
  const found = roadmap.items.filter((item) => codeLike(item, code));
  return found.length
    ? { from: $from.pos - code.length, items: found, first: /[A-Za-z]/.test(code) ? 0 : -1, asked: false }
    : null;
}

/** The code that begins with what was typed: after "línea I.1" that is I.1.a, not once more Línea I.1.a. */
function codeLike(item: RoadmapItem, typed: string): string | undefined {
  return codesOf(item).find((code) => code.toLowerCase().startsWith(typed.toLowerCase()));
}

function choose(view: EditorView, item: RoadmapItem): void {
  const match = key.getState(view.state)?.match;
  if (!match) return;
  const { $from } = view.state.selection;
  const code = (!match.asked && codeLike(item, view.state.doc.textBetween(match.from, $from.pos))) || item.code;
  const node = view.state.schema.nodes.objective!.create({ code }, null, $from.marks());
  view.dispatch(view.state.tr.replaceWith(match.from, $from.pos, node).setMeta(key, "close").scrollIntoView());
  view.focus();
}
