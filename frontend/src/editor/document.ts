// The stored form of a text (richtext/schema.py says what it may hold) and the question whether this editor can hold it.
import type { Schema } from "@tiptap/pm/model";

export interface Mark {
  type: string;
  attrs?: Record<string, unknown>;
}

export interface DocumentNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: DocumentNode[];
  marks?: Mark[];
  text?: string;
}

export const EMPTY: DocumentNode = { type: "doc", content: [{ type: "paragraph" }] };
export const MAX_DEPTH = 12; // as richtext.schema.MAX_DEPTH

/** The document if the editor holds it without changing anything in it, else null. An empty text is an empty document. */
export function readDocument(text: string, schema: Schema): DocumentNode | null {
  if (!text.trim()) return EMPTY;
  try {
    const parsed: unknown = JSON.parse(text);
    return isHeldBy(schema, parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** Whether the editor would give back exactly this document. ProseMirror drops attributes it does not know in silence. */
function isHeldBy(schema: Schema, parsed: unknown): parsed is DocumentNode {
  try {
    const node = schema.nodeFromJSON(parsed);
    node.check();
    return node.type === schema.topNodeType && isEqual(parsed, node.toJSON());
  } catch {
    return false;
  }
}

/** With the marks of objectives in an attribute too, as a shared text has them; and without. */
export const toShared = (document: DocumentNode): DocumentNode => withObjectives(document, (node) => ({
  ...node,
  attrs: { ...node.attrs, marks: node.marks ? JSON.stringify(node.marks) : null },
}));
export const fromShared = (document: DocumentNode): DocumentNode => withObjectives(document, (node) => ({
  ...node,
  attrs: { code: node.attrs?.code },
}));

function withObjectives(node: DocumentNode, change: (node: DocumentNode) => DocumentNode): DocumentNode {
  if (node.type === "objective") return change(node);
  return node.content ? { ...node, content: node.content.map((child) => withObjectives(child, change)) } : node;
}

/** The texts of a document of whatever schema, a string for each innermost block: enough to read it. */
export function plainBlocks(node: unknown): string[] {
  const { text, content } = (node ?? {}) as DocumentNode;
  if (typeof text === "string") return [text];
  if (!Array.isArray(content)) return [];
  const parts = content.map(plainBlocks);
  return content.some((child) => typeof child?.text === "string") ? [parts.flat().join("")] : parts.flat();
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (a && b && typeof a === "object" && typeof b === "object" && !Array.isArray(a) && !Array.isArray(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every(
        (name) => name in b && isEqual((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
      )
    );
  }
  return a === b;
}
