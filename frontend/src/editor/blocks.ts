// The blocks of a text, and the keys that move between them. Tables, footnotes and objectives have modules of their own.
import { Node } from "@tiptap/core";
import type { EditorState } from "@tiptap/pm/state";

export const Doc = Node.create({ name: "doc", topNode: true, content: "block+" });
export const Text = Node.create({ name: "text", group: "inline" });

// The first block of the schema is what ProseMirror fills in where something is missing.
export const Paragraph = Node.create({
  name: "paragraph",
  priority: 1000,
  group: "block",
  content: "inline*",
  parseHTML: () => [{ tag: "p" }],
  renderHTML: () => ["p", 0],
});

// On the page a question is an h3, so its answer's headings are h4 and h5.
export const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => ({
    level: {
      default: 1,
      rendered: false,
      validate: (value: unknown) => {
        if (value !== 1 && value !== 2) throw new RangeError("no heading level");
      },
    },
  }),
  parseHTML: () => [
    { tag: "h4", attrs: { level: 1 } },
    { tag: "h5", attrs: { level: 2 } },
  ],
  renderHTML: ({ node }) => [node.attrs.level === 1 ? "h4" : "h5", { "data-level": node.attrs.level }, 0],
});

export const Blockquote = Node.create({
  name: "blockquote",
  group: "block",
  content: "(paragraph | bulletList | orderedList)+",
  defining: true,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: () => ["blockquote", 0],
});

export const BulletList = Node.create({
  name: "bulletList",
  group: "block list",
  content: "listItem+",
  parseHTML: () => [{ tag: "ul" }],
  renderHTML: () => ["ul", 0],
});

export const OrderedList = Node.create({
  name: "orderedList",
  group: "block list",
  content: "listItem+",
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (element) => startOf(element.getAttribute("start")),
      renderHTML: ({ start }) => (start === 1 ? {} : { start }),
      validate: (value: unknown) => {
        if (startOf(value) !== value) throw new RangeError("no number to start from");
      },
    },
  }),
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
});

/** A number that a list may start from, 1 for anything else. */
export function startOf(value: unknown): number {
  const number = Number(value);
  return value !== null && Number.isInteger(number) && number >= 1 && number <= 99_999 ? number : 1;
}

export const ListItem = Node.create({
  name: "listItem",
  content: "paragraph (paragraph | bulletList | orderedList | blockquote)*",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: () => ["li", 0],
  addKeyboardShortcuts() {
    const { editor } = this;
    const lift = () => editor.commands.liftListItem("listItem");
    return {
      Enter: () => editor.commands.splitListItem("listItem"),
      Tab: () => editor.commands.sinkListItem("listItem"),
      "Shift-Tab": () => isNested(editor.state) && lift(),
      Backspace: () => isAtStartOfItem(editor.state) && lift(),
    };
  },
});

function isNested({ selection: { $from } }: EditorState): boolean {
  let items = 0;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === "listItem") items++;
  return items > 1;
}

function isAtStartOfItem({ selection: { $from, empty } }: EditorState): boolean {
  return (
    empty &&
    $from.parentOffset === 0 &&
    $from.depth > 1 &&
    $from.node(-1).type.name === "listItem" &&
    $from.index(-1) === 0 &&
    $from.parent.isTextblock
  );
}

export const HardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.insertContent({ type: "hardBreak" }) };
  },
});
