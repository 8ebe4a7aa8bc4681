import type { Node as ProseMirrorNode } from "@tiptap/pm/model";

/** As richtext.reading.word_count: what stands between white space, if there is a letter or digit in it. */
export function countWords(doc: ProseMirrorNode): number {
  return textOf(doc)
    .split(/\s+/)
    .filter((token) => /[\p{L}\p{N}]/u.test(token)).length;
}

function textOf(node: ProseMirrorNode): string {
  if (node.isText) return node.text!;
  if (node.type.name === "objective") return node.attrs.code;
  let text = "";
  node.forEach((child) => {
    text += textOf(child);
  });
  return node.isTextblock ? `${text}\n` : node.isText ? text : ` ${text} `;
}
