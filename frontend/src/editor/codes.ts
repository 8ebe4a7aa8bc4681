// Which codes of the roadmap a text cites: when one is typed, and in what is pasted.
import { findItem, type RoadmapItem } from "./roadmap";

const WRITTEN = /(?:^|[\s([{«“‘"'’,;:–—])([0-9A-Za-z]{1,4}(?:\.[0-9A-Za-z]{1,4}){1,3})$/;
// A number alone may be a number: it is taken for a code after a word that cites a part of a roadmap.
const CITED = /(?:objecti(?:f|ve)|volet|strand|ax[ei]|axis|priorit(?:é|y|ie)|pilier|pillar)(?:s|\(s\))?\s{1,3}$/i;
export const ENDS = /^[\s.,;:!?)\]}»”"’–—]$/;
const TOKEN = /[0-9A-Za-z]{1,4}(?:\.[0-9A-Za-z]{1,4}){1,3}/g;

/** The code of the roadmap that the text ends with, if `next`, the character typed now, ends it; else "". */
export function codeAtEnd(text: string, next: string, items: RoadmapItem[]): string {
  const code = WRITTEN.exec(text)?.[1];
  if (!code || !findItem(items, code)) return "";
  if (!/[A-Za-z]/.test(code) && !CITED.test(text.slice(0, -code.length))) return "";
  // "1.2." may become "1.2.C".
  if (next === "." && items.some((item) => item.code.startsWith(`${code}.`))) return "";
  return code;
}

/** The codes of the roadmap in a line of text, each as it would be taken for one if the line were typed. */
export function codesIn(line: string, items: RoadmapItem[]): { start: number; end: number; code: string }[] {
  return [...line.matchAll(TOKEN)].flatMap(({ index, 0: written }) => {
    const end = index + written.length;
    const next = line[end];
    if (next !== undefined && !ENDS.test(next)) return [];
    // "1.2." ends a sentence here: what comes next is known. "1.2.5" is a longer number.
    if (next === "." && /\w/.test(line[end + 1] ?? "")) return [];
    const code = codeAtEnd(line.slice(Math.max(0, end - 80), end), " ", items);
    return code === written ? [{ start: index, end, code }] : [];
  });
}
