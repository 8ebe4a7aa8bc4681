// What differs between two documents, in positions of both: words where a block is the same one, changed; else blocks.
// As richtext/edits.py, so that the page marks what a proposal will be read as.
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";

export interface Change {
  /** In the old document. */
  fromA: number;
  toA: number;
  /** In the new one. */
  fromB: number;
  toB: number;
}

interface Piece {
  /** Equal pieces are equal texts with equal marks. */
  key: string;
  size: number;
  isWord: boolean;
}

const LIMIT = 4_000_000; // cells of a table of comparison: beyond it what lies between is one change
const ALIKE = 0.4; // share of words by which one block is taken for the other, changed

export function changesBetween(old: ProseMirrorNode, now: ProseMirrorNode): Change[] {
  const found: Change[] = [];
  compareChildren(old, now, 0, 0, found);
  return found;
}

/** The children of two nodes; the first child begins at `a` and `b`. */
function compareChildren(old: ProseMirrorNode, now: ProseMirrorNode, a: number, b: number, found: Change[]): void {
  const olds = childrenOf(old, a);
  const nows = childrenOf(now, b);
  for (const [i1, i2, j1, j2] of gaps(olds, nows, (x, y) => x.node.eq(y.node))) {
    const placeA = (i: number) => olds[i]?.at ?? endOf(olds, a);
    const placeB = (j: number) => nows[j]?.at ?? endOf(nows, b);
    let i = i1;
    let j = j1;
    for (const [x, y] of alike(olds.slice(i1, i2), nows.slice(j1, j2))) {
      whole(placeA(i), placeA(i1 + x), placeB(j), placeB(j1 + y), found);
      compare(olds[i1 + x]!, nows[j1 + y]!, found);
      i = i1 + x + 1;
      j = j1 + y + 1;
    }
    whole(placeA(i), placeA(i2), placeB(j), placeB(j2), found);
  }
}

function whole(fromA: number, toA: number, fromB: number, toB: number, found: Change[]): void {
  if (fromA < toA || fromB < toB) found.push({ fromA, toA, fromB, toB });
}

function compare(old: Child, now: Child, found: Change[]): void {
  if (!old.node.sameMarkup(now.node)) whole(old.at, old.at + old.node.nodeSize, now.at, now.at + now.node.nodeSize, found);
  else if (old.node.isTextblock) compareText(old.node, now.node, old.at + 1, now.at + 1, found);
  else compareChildren(old.node, now.node, old.at + 1, now.at + 1, found);
}

function compareText(old: ProseMirrorNode, now: ProseMirrorNode, a: number, b: number, found: Change[]): void {
  const before = piecesOf(old);
  const after = piecesOf(now);
  const placesA = places(before, a);
  const placesB = places(after, b);
  let last: [number, number, number, number] | null = null;
  for (const gap of gaps(before, after, (x, y) => x.key === y.key)) {
    let [i1, , j1] = gap;
    const [, i2, , j2] = gap;
    // Only a space or a sign stands between them: one change to who reads it.
    if (last && !before.slice(last[1], i1).some(({ isWord }) => isWord)) {
      [i1, , j1] = last;
      found.pop();
    }
    last = [i1, i2, j1, j2];
    whole(placesA[i1]!, placesA[i2]!, placesB[j1]!, placesB[j2]!, found);
  }
}

interface Child {
  node: ProseMirrorNode;
  at: number;
}

function childrenOf(parent: ProseMirrorNode, at: number): Child[] {
  const found: Child[] = [];
  parent.forEach((node, offset) => found.push({ node, at: at + offset }));
  return found;
}

function endOf(children: Child[], start: number): number {
  const last = children.at(-1);
  return last ? last.at + last.node.nodeSize : start;
}

function piecesOf(block: ProseMirrorNode): Piece[] {
  const pieces: Piece[] = [];
  block.forEach((node) => {
    const marks = JSON.stringify(node.marks);
    if (!node.isText) pieces.push({ key: JSON.stringify(node), size: node.nodeSize, isWord: true });
    else
      for (const [text] of node.text!.matchAll(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu))
        pieces.push({ key: marks + text, size: text.length, isWord: /[\p{L}\p{N}]/u.test(text) });
  });
  return pieces;
}

function places(pieces: Piece[], start: number): number[] {
  const found = [start];
  for (const { size } of pieces) found.push(found.at(-1)! + size);
  return found;
}

/** Where two rows differ: from and to in the one, from and to in the other, in order. */
function gaps<Item>(a: Item[], b: Item[], same: (x: Item, y: Item) => boolean): [number, number, number, number][] {
  let start = 0;
  while (start < a.length && start < b.length && same(a[start]!, b[start]!)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && same(a[endA - 1]!, b[endB - 1]!)) {
    endA--;
    endB--;
  }
  if (start === endA && start === endB) return [];
  const rows = endA - start;
  const columns = endB - start;
  if (!rows || !columns || rows * columns > LIMIT) return [[start, endA, start, endB]];
  return between(a.slice(start, endA), b.slice(start, endB), same).map(([i1, i2, j1, j2]) => [i1 + start, i2 + start, j1 + start, j2 + start]);
}

function between<Item>(a: Item[], b: Item[], same: (x: Item, y: Item) => boolean): [number, number, number, number][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width); // of the longest common row of what is left
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = same(a[i]!, b[j]!)
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const found: [number, number, number, number][] = [];
  let [i, j, fromI, fromJ] = [0, 0, 0, 0];
  const close = () => {
    if (fromI < i || fromJ < j) found.push([fromI, i, fromJ, j]);
  };
  while (i < a.length && j < b.length) {
    if (same(a[i]!, b[j]!)) {
      close();
      [fromI, fromJ] = [++i, ++j];
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  [i, j] = [a.length, b.length];
  close();
  return found;
}

/** Which of the old blocks goes on as which of the new ones, in order. */
function alike(olds: Child[], nows: Child[]): [number, number][] {
  const found: [number, number][] = [];
  let next = 0;
  olds.forEach(({ node }, i) => {
    for (let j = next; j < nows.length; j++) {
      const isOnly = olds.length === 1 && nows.length === 1;
      const other = nows[j]!.node;
      if (node.type === other.type && (isOnly || likeness(node, other) >= ALIKE)) {
        found.push([i, j]);
        next = j + 1;
        return;
      }
    }
  });
  return found;
}

function likeness(a: ProseMirrorNode, b: ProseMirrorNode): number {
  const words = (node: ProseMirrorNode) => node.textContent.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [ours, theirs] = [words(a), words(b)];
  const left = new Map<string, number>();
  for (const word of ours) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of theirs) {
    const number = left.get(word) ?? 0;
    if (number) shared++;
    left.set(word, number - 1);
  }
  return ours.length + theirs.length ? (2 * shared) / (ours.length + theirs.length) : 1;
}
