// What the toolbar offers. A tool's name is its icon's, and its label is the message "tool_<name>".
import type { Editor } from "@tiptap/core";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import type { Command } from "@tiptap/pm/state";
import * as tables from "@tiptap/pm/tables";
import { insertFootnote, isInNote } from "./footnote";
import { insertTable, run } from "./tables";
import { canRedo, canUndo, redo, undo } from "./undo";

export interface Tool {
  name: string;
  /** As ProseMirror writes keys; only shown here, unless `bound` is set. */
  keys?: string;
  /** The key is bound to the tool; else its extension or another module has bound it. */
  bound?: boolean;
  run: (editor: Editor) => boolean;
  active?: (editor: Editor) => boolean;
  enabled?: (editor: Editor) => boolean;
}

export interface Group {
  /** When the group is shown at all; always, if not given. */
  shown?: (editor: Editor) => boolean;
  tools: Tool[];
}

const isInFootnote = (editor: Editor) => isInNote(editor.state.selection.$from) || isInNote(editor.state.selection.$to);
const focused = (editor: Editor) => {
  editor.view.focus();
  return editor.chain();
};
const can = (editor: Editor, command: Command) => command(editor.state);

const mark = (name: string, keys: string): Tool => ({
  name,
  keys,
  bound: true,
  run: (editor) => focused(editor).toggleMark(name).run(),
  active: (editor) => editor.isActive(name),
});

const heading = (level: 1 | 2): Tool => ({
  name: `heading${level}`,
  keys: `Mod-Alt-${level}`,
  bound: true,
  run: (editor) => !isInFootnote(editor) && focused(editor).toggleNode("heading", "paragraph", { level }).run(),
  active: (editor) => editor.isActive("heading", { level }),
  enabled: (editor) => !isInFootnote(editor) && editor.can().toggleNode("heading", "paragraph", { level }),
});

const list = (name: string, keys: string): Tool => ({
  name,
  keys,
  bound: true,
  run: (editor) => !isInFootnote(editor) && focused(editor).toggleList(name, "listItem").run(),
  active: (editor) => editor.isActive(name),
  enabled: (editor) => !isInFootnote(editor),
});

const command = (name: string, action: Command, keys?: string, bound = false): Tool => ({
  name,
  keys,
  bound,
  run: (editor) => {
    editor.view.focus();
    return run(editor, action);
  },
  enabled: (editor) => can(editor, action),
});

const item = (name: "sinkListItem" | "liftListItem", icon: string, keys: string): Tool => ({
  name: icon,
  keys,
  run: (editor) => focused(editor)[name]("listItem").run(),
  enabled: (editor) => editor.can()[name]("listItem"),
});

/** The groups of the toolbar in their order. What opens something is given: the link form, the list of objectives, a comment. */
export function toolGroups(
  openLink: () => boolean,
  openObjectives: (() => boolean) | null,
  openComment: (() => boolean) | null = null,
): Group[] {
  const quote: Tool = {
    name: "quote",
    keys: "Mod-Shift-b",
    bound: true,
    run: (editor) => !isInFootnote(editor) && focused(editor).toggleWrap("blockquote").run(),
    active: (editor) => editor.isActive("blockquote"),
    enabled: (editor) => !isInFootnote(editor) && editor.can().toggleWrap("blockquote"),
  };
  const link: Tool = {
    name: "link",
    keys: "Mod-k",
    bound: true,
    run: openLink,
    active: (editor) => editor.isActive("link"),
  };
  const objective: Tool[] = openObjectives ? [{ name: "objective", keys: "[", run: openObjectives }] : [];
  const comment: Group[] = openComment
    ? [{ tools: [{ name: "comment", keys: "Mod-Alt-m", bound: true, run: openComment }] }]
    : [];
  return [
    { tools: [mark("bold", "Mod-b"), mark("italic", "Mod-i"), mark("superscript", "Mod-.")] },
    { tools: [heading(1), heading(2)] },
    { tools: [list("bulletList", "Mod-Shift-8"), list("orderedList", "Mod-Shift-7"), quote] },
    {
      shown: (editor) => editor.isActive("listItem"),
      tools: [item("liftListItem", "outdent", "Shift-Tab"), item("sinkListItem", "indent", "Tab")],
    },
    {
      tools: [
        link,
        command("footnote", insertFootnote, "Mod-Alt-f", true),
        ...objective,
        command("table", insertTable),
      ],
    },
    {
      tools: [
        { ...command("undo", undo, "Mod-z"), enabled: (editor) => canUndo(editor.state) },
        { ...command("redo", redo, "Mod-y"), enabled: (editor) => canRedo(editor.state) },
      ],
    },
    ...comment,
    {
      shown: (editor) => tables.isInTable(editor.state),
      tools: [
        {
          ...command("rowAbove", tables.addRowBefore),
          enabled: (editor) => !isInHead(editor), // the head stays on top
        },
        command("rowBelow", tables.addRowAfter),
        command("deleteRow", tables.deleteRow),
        command("columnBefore", tables.addColumnBefore),
        command("columnAfter", tables.addColumnAfter),
        command("deleteColumn", tables.deleteColumn),
        { ...command("headerRow", tables.toggleHeader("row")), active: hasHead },
        command("deleteTable", tables.deleteTable),
      ],
    },
  ];
}

/** Subscript has no place in the toolbar, and a key for those who know it. */
export const subscript = mark("subscript", "Mod-,");

function hasHead(editor: Editor): boolean {
  return tableOf(editor)?.firstChild!.firstChild!.type.name === "tableHeader";
}

function isInHead(editor: Editor): boolean {
  const cell = tables.selectionCell(editor.state);
  return hasHead(editor) && cell.index(-1) === 0;
}

function tableOf(editor: Editor): ProseMirrorNode | undefined {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "table") return $from.node(depth);
  }
  return undefined;
}
