// Words of one's own that a merge dropped, or left where they no longer belong. A merge never asks: whoever turned a
// paragraph into a heading made a new one of it, and what somebody else had typed into the old one is gone with it, or
// stands alone. Compared is what one had typed and the server had not confirmed, before and after.
import * as Y from "yjs";

export interface Words {
  /** The same for the same letters with the same fate: what is found twice is offered once. */
  id?: string;
  /** What became of them. */
  kind: "dropped" | "moved" | "refused";
  text: string;
  /** What stood right before and after them. */
  left: string;
  right: string;
  /** Where they are now, if they are in another place. */
  letters?: Letter[];
}

/** One character, by the number that Yjs knows it under. */
export interface Letter {
  client: number;
  clock: number;
  text: string;
  /** It does not stand behind the letter that comes before it here. */
  begins?: true;
}

/** Letters of one page in a row, with their number: [client, clock, how many]. */
export type Range = [client: number, clock: number, length: number];

export interface Run {
  letters: Letter[];
  left: string;
  right: string;
}

const AROUND = 40; // characters

/** The text that updates bring, without what they take away again. */
export function lettersOf(updates: readonly Uint8Array[]): Letter[] {
  const letters: Letter[] = [];
  const before = new Map<string, string>(); // behind which letter each was typed
  const deleted = new Set<string>();
  for (const update of updates) {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      const { client, clock } = struct.id;
      if (struct.origin) before.set(idOf(struct.id), idOf(struct.origin));
      for (const [at, text] of struct.content.str.split("").entries()) {
        letters.push({ client, clock: clock + at, text });
        if (at) before.set(idOf({ client, clock: clock + at }), idOf({ client, clock: clock + at - 1 }));
      }
    }
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) for (let at = 0; at < len; at++) deleted.add(`${client}:${clock + at}`);
    }
  }
  let last: string | undefined;
  return letters.flatMap((letter): Letter[] => {
    const id = idOf(letter);
    if (deleted.has(id)) return [];
    let left = before.get(id);
    while (left && deleted.has(left)) left = before.get(left);
    const follows = last !== undefined && left === last;
    last = id;
    return [follows ? letter : { ...letter, begins: true }];
  });
}

/** The same as one text, a line for each piece that stands apart. */
export function textOf(updates: readonly Uint8Array[]): string {
  return joined(lettersOf(updates)).trim();
}

/** The letters of a text that are these, as one text, a line for each piece that stands apart. */
export function textIn(doc: Y.Doc, letters: Letter[]): string {
  const pieces = runsOf(doc, letters).map((run) => joined(run.letters));
  return pieces.join("\n").trim();
}

/** Where these letters stand before a merge. */
export function runsOf(doc: Y.Doc, letters: Letter[]): Run[] {
  const own = new Set(letters.map(idOf));
  const lines = new Set<Y.XmlText>();
  for (const letter of letters) {
    const item = standing(doc, letter);
    if (item) lines.add(item.parent as Y.XmlText);
  }
  return [...lines].flatMap((line) => runsIn(lineOf(line), own));
}

/** Which of them a merge dropped or moved. */
export function lossesOf(doc: Y.Doc, fragment: Y.XmlFragment, runs: Run[]): Words[] {
  const found: Words[] = [];
  for (const { letters, left, right } of runs) {
    const there = letters.map((letter) => standing(doc, letter));
    const add = (kind: Words["kind"], isMeant: (item: Y.Item | null) => boolean) => {
      const meant = letters.filter((_, at) => isMeant(there[at]!));
      const text = joined(meant).trim();
      if (!/[\p{L}\p{N}]/u.test(text)) return;
      const id = `${kind}:${rangesOf(meant).join(":")}`;
      found.push({ id, kind, text, left, right, letters: kind === "moved" ? meant : [] });
    };
    add("dropped", (item) => !item);
    const line = new Map<unknown, boolean>();
    add("moved", (item) => {
      if (!item) return false;
      if (!line.has(item.parent)) line.set(item.parent, isElsewhere(item.parent as Y.XmlText, left, right, fragment));
      return line.get(item.parent)!;
    });
  }
  return found;
}

/** Letters of which nobody knows where they stood. */
export function placeless(letters: Letter[]): Run[] {
  return letters.length ? [{ letters, left: "", right: "" }] : [];
}

/** Takes letters out of the text, wherever they are. */
export function takeAway(doc: Y.Doc, letters: Letter[], origin: unknown): void {
  doc.transact(() => {
    for (const letter of letters) {
      const item = standing(doc, letter);
      if (!item) continue;
      let before = letter.clock - item.id.clock;
      for (let left = item.left; left; left = left.left) if (!left.deleted && left.countable) before += left.length;
      (item.parent as Y.XmlText).delete(before, 1);
    }
  }, origin);
}

/** Letters as few numbers. */
export function rangesOf(letters: Letter[]): Range[] {
  const ranges: Range[] = [];
  for (const { client, clock } of letters) {
    const last = ranges.at(-1);
    if (last && last[0] === client && last[1] + last[2] === clock) last[2]++;
    else ranges.push([client, clock, 1]);
  }
  return ranges;
}

const idOf = ({ client, clock }: { client: number; clock: number }): string => `${client}:${clock}`;

const joined = (letters: Letter[]): string =>
  letters.map(({ text, begins }, at) => (begins && at ? `\n${text}` : text)).join("");

function standing(doc: Y.Doc, { client, clock }: Letter): Y.Item | null {
  if (clock >= Y.getState(doc.store, client)) return null;
  const item: unknown = Y.getItem(doc.store, Y.createID(client, clock));
  return item instanceof Y.Item && !item.deleted && item.content instanceof Y.ContentString ? item : null;
}

function lineOf(line: Y.XmlText): Letter[] {
  const letters: Letter[] = [];
  for (let item = line._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { client, clock } = item.id;
    for (const [at, text] of item.content.str.split("").entries()) letters.push({ client, clock: clock + at, text });
  }
  return letters;
}

function runsIn(line: Letter[], own: Set<string>): Run[] {
  const runs: Run[] = [];
  const others = (letters: Letter[]) =>
    letters
      .filter((letter) => !own.has(idOf(letter)))
      .map(({ text }) => text)
      .join("");
  for (let at = 0; at < line.length; at++) {
    const begin = at;
    while (at < line.length && own.has(idOf(line[at]!))) at++;
    if (at === begin) continue;
    const left = others(line.slice(0, begin)).slice(-AROUND);
    runs.push({ letters: line.slice(begin, at), left, right: others(line.slice(at)).slice(0, AROUND) });
  }
  return runs;
}

/** Whether the word that stood beside is in another line now. */
function isElsewhere(line: Y.XmlText, left: string, right: string, fragment: Y.XmlFragment): boolean {
  const neighbour = left.trim().split(/\s+/).at(-1) || right.trim().split(/\s+/)[0] || "";
  if (!neighbour || plain(line).includes(neighbour)) return false;
  return linesIn(fragment).some((other) => plain(other).includes(neighbour));
}

function linesIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlFragment ? linesIn(child) : [];
  });
}

const plain = (line: Y.XmlText): string =>
  lineOf(line)
    .map(({ text }) => text)
    .join("");
