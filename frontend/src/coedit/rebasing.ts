// What was typed into a text before it came, put into what came: positions only.

/** `from`–`to` of the one text became `from`–`toTyped` of the other. */
export interface Change {
  from: number;
  to: number;
  toTyped: number;
}

/** Of a document's content; ProseMirror's Fragment is one. */
export interface Content {
  findDiffStart(other: Content): number | null;
  findDiffEnd(other: Content): { a: number; b: number } | null;
}

export function changeBetween(base: Content, typed: Content): Change | null {
  const from = base.findDiffStart(typed);
  const end = base.findDiffEnd(typed);
  if (from === null || !end) return null;
  // "aa" → "aaa": the two searches may pass each other.
  const over = Math.max(from - Math.min(end.a, end.b), 0);
  return { from, to: end.a + over, toTyped: end.b + over };
}

/** Where a change of one's own belongs after a change of others; null if both changed the same. */
export function placeOf(own: Change, theirs: Change | null): number | null {
  if (!theirs || own.to < theirs.from) return own.from;
  return own.from >= theirs.to ? own.from + theirs.toTyped - theirs.to : null;
}

/**
 * Where a cursor of the typed text is once the change stands at `at`. It need not be at an end of the change: of words that
 * begin alike, the comparison may take either for the new ones.
 */
export function cursorAfter(cursor: number, own: Change, at: number, theirs: Change | null): number {
  if (cursor >= own.from && cursor <= own.toTyped) return at + cursor - own.from;
  const isBehind = cursor > own.toTyped;
  const place = moved(isBehind ? cursor - own.toTyped + own.to : cursor, theirs);
  return isBehind ? place + own.toTyped - own.to : place;
}

/** Where a place of the base is in what came. */
export function moved(place: number, theirs: Change | null): number {
  if (!theirs || place < theirs.from) return place;
  return place >= theirs.to ? place + theirs.toTyped - theirs.to : theirs.from;
}
