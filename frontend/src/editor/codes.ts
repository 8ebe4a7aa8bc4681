// Which codes of the roadmap a text cites: when one is typed, and in what is pasted. richtext/references.py reads whole
// documents by the same rules, and lists too.
import { codesOf, folded, type Roadmap } from "./roadmap";

const BEFORE = /[\s([{«“‘"'’,;،؛:–—]/;
// A number alone may be a number: it is taken for a code after a word that cites a part of a roadmap.
const PART = /(?:objecti(?:f|ve)|volet|strand)(?:s|\(s\))?\s{1,3}$/i;
const FIRST = /(?:ax[ei]|axis|priorit(?:é|y|ie)|pilier|pillar)(?:s|\(s\))?\s{1,3}$/i;
const PARTS = /[\p{L}\p{N}][./–-][\p{L}\p{N}]|\p{N}\p{L}|\p{L}\p{N}/u;
const ARABIC = /^[وفبك]?(?:ال|لل)/;
export const ENDS = /^[\s.,;:!?)\]}»”"’–—،؛؟]$/;
// Of a number alone "2,5" and "2.5" go on; so do amounts.
const ENDS_NUMBER = /^[\s;:!?)\]»”"]$/;
const AMOUNT =
  /^(?:[.,:/-]\d|\s{0,3}(?:[%‰€$£°\d]|(?:milli[oa]\w+|ans|mois|jours|fois|years?|months?|days?|times|euros?|dollars?)(?!\p{L})))/u;
// Along the axis I saw: what an axis does not do, or says otherwise (has, sees).
const ENGLISH_VERB =
  /^\s{1,3}(?:am|have|do|see|saw|think|thought|believe|know|knew|want|wanted|wish|hope|say|said|mention|mentioned|describe|described|met|heard|felt|went|wrote|spoke)(?!\p{L})/u;
/** Characters before the cursor that matter: a code, and a word before it. */
export const REACH = 120;

/** The code of the roadmap that the text ends with, as it is written, if `next`, the character typed now, ends it; else "". */
export function codeAtEnd(text: string, next: string, roadmap: Roadmap): string {
  let found = "";
  for (const item of roadmap.items) {
    for (const code of codesOf(item)) {
      const written = text.slice(-code.length);
      const before = text.slice(0, -code.length);
      if (code.length <= found.length || written.trim() !== written || folded(written) !== folded(code)) continue;
      if (before && !BEFORE.test(before.at(-1)!)) continue;
      if (!item.names[code] && !isCited(before, code, item.level, next, roadmap)) continue;
      found = written;
    }
  }
  // "1.2." may become "1.2.C".
  const goesOn = next === "." && roadmap.items.some((item) => codesOf(item).some((code) => folded(code).startsWith(`${folded(found)}.`)));
  return goesOn ? "" : found;
}

function isCited(before: string, code: string, level: number, next: string, roadmap: Roadmap): boolean {
  const levels = new Set(PART.test(before) ? [0] : FIRST.test(before) ? [0, 1] : []);
  const spoken = before.toLowerCase().trimEnd();
  // The words of a name are few: each stretch of them from a space to the end is looked up.
  for (let at = spoken.length, count = 0; before !== before.trimEnd() && at > 0 && count < 5; count++) {
    at = Math.max(spoken.lastIndexOf(" ", at - 1), spoken.lastIndexOf("\u00a0", at - 1));
    const word = spoken.slice(at + 1).replace(/^[([{«“‘"'’,;:–—]|^\p{L}['’]/u, "");
    for (const one of roadmap.words[word] ?? roadmap.words[word.replace(ARABIC, "")] ?? []) levels.add(one).add(0);
    if (at < 0) break;
  }
  return PARTS.test(code) ? levels.size > 0 : levels.has(level) && ENDS_NUMBER.test(next);
}

/** The codes of the roadmap in a line of text, each as it would be taken for one if the line were typed. */
export function codesIn(line: string, roadmap: Roadmap): { start: number; end: number; code: string }[] {
  const found: { start: number; end: number; code: string }[] = [];
  for (let end = 1; end <= line.length; end++) {
    const next = line[end] ?? " ";
    if (!ENDS.test(next) || /\s/.test(line[end - 1]!)) continue;
    // "1.2." ends a sentence here: what comes next is known. "1.2.5" is a longer number.
    if (next === "." && /\w/.test(line[end + 1] ?? "")) continue;
    const code = codeAtEnd(line.slice(Math.max(0, end - REACH), end), " ", roadmap);
    const start = end - code.length;
    if (!code || start < (found.at(-1)?.end ?? 0) || (!PARTS.test(code) && AMOUNT.test(line.slice(end)))) continue;
    if (code === "I" && ENGLISH_VERB.test(line.slice(end))) continue;
    found.push({ start, end, code });
  }
  return found;
}
