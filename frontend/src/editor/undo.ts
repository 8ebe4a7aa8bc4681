// Undo and redo: of the editor's own history, or in a text that is written together of one's own changes alone.
import { closeHistory, redo as redoOwn, redoDepth, undo as undoOwn, undoDepth } from "@tiptap/pm/history";
import type { Command, EditorState, Transaction } from "@tiptap/pm/state";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import type { UndoManager } from "yjs";

const managerOf = (state: EditorState): UndoManager | undefined =>
  (yUndoPluginKey.getState(state) as { undoManager: UndoManager } | undefined)?.undoManager;

export const canUndo = (state: EditorState): boolean => (managerOf(state)?.undoStack.length ?? undoDepth(state)) > 0;
export const canRedo = (state: EditorState): boolean => (managerOf(state)?.redoStack.length ?? redoDepth(state)) > 0;

export const undo: Command = (state, dispatch, view) => {
  const manager = managerOf(state);
  if (!manager) return undoOwn(state, dispatch, view);
  const can = manager.canUndo();
  if (can && dispatch) manager.undo();
  return can;
};

export const redo: Command = (state, dispatch, view) => {
  const manager = managerOf(state);
  if (!manager) return redoOwn(state, dispatch, view);
  const can = manager.canRedo();
  if (can && dispatch) manager.redo();
  return can;
};

/** What follows is undone by itself, apart from what was done before. */
export function apart(state: EditorState): Transaction {
  managerOf(state)?.stopCapturing();
  return closeHistory(state.tr);
}
