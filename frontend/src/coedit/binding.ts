// Binds an editor that stands to a shared text, and lets it go again. What was typed before the text came is typed into it.
import type { Editor } from "@tiptap/core";
import { Mark, Slice, type Node as ProseMirrorNode, type Schema } from "@tiptap/pm/model";
import { Selection, TextSelection, type Plugin, type Transaction } from "@tiptap/pm/state";
import { initProseMirrorDoc, yCursorPlugin, ySyncPlugin, ySyncPluginKey, yUndoPlugin, yUndoPluginKey, yCursorPluginKey } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { readScreen } from "../editor/screen";
import { cursor as showCursor, highlight } from "./cursors";
import { changeBetween, cursorAfter, moved, placeOf } from "./rebasing";

/**
 * Gives what was typed into `base` meanwhile and could not be put into the text, because it says something else by now, or
 * because one may not write in it.
 */
export function bind(
  editor: Editor,
  fragment: Y.XmlFragment,
  awareness: Awareness,
  base: ProseMirrorNode,
  mayWrite: boolean,
): string {
  readScreen(editor);
  const { doc: typed, selection } = editor.state;
  const cursors = yCursorPlugin(awareness, { cursorBuilder: showCursor, selectionBuilder: highlight }) as Plugin;
  readMarksOfObjectives(editor);
  // The text is put in here and not by the plugin, which would leave the cursor where no letter can stand.
  const { doc: coming, mapping } = initProseMirrorDoc(fragment, editor.schema);
  const sync = ySyncPlugin(fragment, { mapping }) as Plugin;
  const put = editor.state.tr.replace(0, typed.content.size, new Slice(coming.content, 0, 0));
  editor.view.dispatch(near(put, selection).setMeta(ySyncPluginKey, { isChangeOrigin: true }).setMeta("addToHistory", false));
  // All in one go: a plugin that is added later ends those that are there. From now on undo is the text's, not the editor's.
  const others = (plugins: Plugin[]) => plugins.filter((plugin) => !keyOf(plugin).startsWith("history$"));
  editor.registerPlugin(sync, (_, plugins) => [sync, ...others(plugins), yUndoPlugin() as Plugin, cursors]);
  const { state, view } = editor;
  const own = changeBetween(base.content, typed.content);
  const theirs = changeBetween(base.content, state.doc.content);
  const at = own && mayWrite ? placeOf(own, theirs) : null;
  const { tr } = state;
  if (own && at !== null) tr.replace(at, at + own.to - own.from, typed.slice(own.from, own.toTyped));
  const cursor = own && at !== null ? cursorAfter(selection.head, own, at, theirs) : moved(selection.head, theirs);
  view.dispatch(theirs ? tr.setSelection(Selection.near(tr.doc.resolve(cursor), -1)) : select(tr, selection));
  return own && at === null ? typedInto(base, typed) : "";
}

const keyOf = (plugin: Plugin): string => (plugin as unknown as { key: string }).key;

/** y-tiptap makes nodes without marks: an objective has its own in an attribute (coediting/convert.py). */
function readMarksOfObjectives({ schema }: Editor): void {
  const objective = schema.nodes.objective!;
  if (Object.hasOwn(objective, "createChecked")) return;
  const create = objective.createChecked.bind(objective);
  objective.createChecked = (attrs, content, marks) => create(attrs, content, marks ?? marksIn(attrs?.marks, schema));
}

function marksIn(written: unknown, schema: Schema): Mark[] {
  try {
    return typeof written === "string" ? (JSON.parse(written) as unknown[]).map((mark) => Mark.fromJSON(schema, mark)) : [];
  } catch {
    return [];
  }
}

export function unbind(editor: Editor): void {
  if (!editor.isDestroyed) editor.unregisterPlugin([ySyncPluginKey, yUndoPluginKey, yCursorPluginKey]);
}

/** Whether a change came from the shared text, from others or by undo, and is in it already. */
export function isFromText(tr: Transaction): boolean {
  return Boolean((tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin);
}

/** The words that were typed into `base`. */
export function typedInto(base: ProseMirrorNode, typed: ProseMirrorNode): string {
  const change = changeBetween(base.content, typed.content);
  return change ? typed.textBetween(change.from, change.toTyped, "\n") : "";
}

/** The cursor at the same place, or the next one where it can be. */
function near(tr: Transaction, { anchor, head }: Selection): Transaction {
  const at = (place: number) => tr.doc.resolve(Math.min(place, tr.doc.content.size));
  return tr.setSelection(TextSelection.between(at(anchor), at(head)));
}

function select(tr: Transaction, selection: Selection): Transaction {
  try {
    return tr.setSelection(Selection.fromJSON(tr.doc, selection.toJSON())).setMeta("addToHistory", true);
  } catch {
    return tr;
  }
}
