// Where words stood when they were typed, as the browser keeps it with them: a merge that comes after the page was closed is
// looked at like one that comes while it is open.
import { placeless, rangesOf, type Letter, type Range, type Run } from "./losses";

/** A run by the numbers of its letters: what they say is in the change. */
export interface KeptRun {
  ranges: Range[];
  left: string;
  right: string;
}

export const MOST = 500; // ranges; the letters of those beyond are kept, and nothing of where they stood

export function packed(runs: Run[]): KeptRun[] {
  let room = MOST;
  return runs.flatMap(({ letters, left, right }) => {
    const ranges = rangesOf(letters).slice(0, room);
    room -= ranges.length;
    return ranges.length ? [{ ranges, left, right }] : [];
  });
}

/** The runs of these letters, each by the first that knows of it: give the newest first. */
export function placed(letters: Letter[], kept: KeptRun[]): Run[] {
  const without = new Map(letters.map((letter) => [`${letter.client}:${letter.clock}`, letter]));
  const take = ([client, clock, length]: Range): Letter[] =>
    Array.from({ length }, (_, at) => `${client}:${clock + at}`).flatMap((id) => {
      const letter = without.get(id);
      without.delete(id);
      return letter ? [{ client: letter.client, clock: letter.clock, text: letter.text }] : [];
    });
  const runs = kept.map(({ ranges, left, right }) => ({ letters: ranges.flatMap(take), left, right }));
  return [...runs.filter((run) => run.letters.length), ...placeless([...without.values()])];
}
