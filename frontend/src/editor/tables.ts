import { Extension, Node, type Editor } from "@tiptap/core";
import { TextSelection, type Command } from "@tiptap/pm/state";
import { CellSelection, deleteTable, goToNextCell, isInTable, tableEditing } from "@tiptap/pm/tables";

const CELL = "(paragraph | bulletList | orderedList)+";
const ROLES: Record<string, string> = {
  table: "table",
  tableRow: "row",
  tableCell: "cell",
  tableHeader: "header_cell",
};
const NEW_ROWS = 3;
const NEW_COLUMNS = 3;

export const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  isolating: true,
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", ["tbody", 0]],
});

export const TableRow = Node.create({
  name: "tableRow",
  content: "(tableHeader | tableCell)+",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

const span = (name: string) => ({
  default: 1,
  parseHTML: (element: HTMLElement) => spanOf(element.getAttribute(name)),
  renderHTML: (attributes: Record<string, unknown>) => (attributes[name] === 1 ? {} : { [name]: attributes[name] }),
  validate: (value: unknown) => {
    if (spanOf(value) !== value) throw new RangeError(`no ${name}`);
  },
});

/** Over how many places a cell goes; richtext.schema allows a hundred. */
export function spanOf(value: unknown): number {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, 100) : 1;
}

const cell = (name: string, tag: string) =>
  Node.create({
    name,
    content: CELL,
    isolating: true,
    addAttributes: () => ({ colspan: span("colspan"), rowspan: span("rowspan") }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

export const TableCell = cell("tableCell", "td");
export const TableHeader = cell("tableHeader", "th");

export const TableEditing = Extension.create({
  name: "tableEditing",
  extendNodeSchema: ({ name }) => (ROLES[name] ? { tableRole: ROLES[name] } : {}),
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const deleteWhole = () => run(this.editor, deleteTableIfAllSelected);
    return {
      // In the last cell Tab is left to the browser, which goes on to the next field.
      Tab: () => isInTable(this.editor.state) && run(this.editor, goToNextCell(1)),
      "Shift-Tab": () => isInTable(this.editor.state) && run(this.editor, goToNextCell(-1)),
      Backspace: deleteWhole,
      Delete: deleteWhole,
    };
  },
});

export function run(editor: Editor, command: Command): boolean {
  return command(editor.state, editor.view.dispatch, editor.view);
}

const deleteTableIfAllSelected: Command = (state, dispatch) => {
  const { selection } = state;
  return (
    selection instanceof CellSelection &&
    selection.isRowSelection() &&
    selection.isColSelection() &&
    deleteTable(state, dispatch)
  );
};

/** A table with a row of headers, after the block of the cursor or in the place of an empty paragraph. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const { paragraph, table, tableRow, tableCell, tableHeader } = state.schema.nodes;
  const row = (type = tableCell!) =>
    tableRow!.create(
      null,
      Array.from({ length: NEW_COLUMNS }, () => type.createAndFill()!),
    );
  const node = table!.create(null, [row(tableHeader), ...Array.from({ length: NEW_ROWS - 1 }, () => row())]);
  const { $to } = state.selection;
  const isEmpty = $to.depth === 1 && $to.parent.type === paragraph && !$to.parent.content.size;
  const from = isEmpty ? $to.before(1) : $to.depth ? $to.after(1) : $to.pos;
  const tr = state.tr.replaceWith(from, isEmpty ? $to.after(1) : from, node);
  const after = from + node.nodeSize;
  // Something to go on writing in, where the table would be the last thing.
  if (after === tr.doc.content.size) tr.insert(after, paragraph!.create());
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(from))).scrollIntoView());
  return true;
};
