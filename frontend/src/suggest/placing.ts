// Where a change that was proposed for one text stands in another one, which the first has become. Rules only.
import type { Change } from "./changes";

export type Range = [from: number, to: number];

/** Where the range stands; null where its words were changed. What others put right before an insertion comes first. */
export function placeIn(changes: Change[], [from, to]: Range): Range | null {
  let shift = 0;
  for (const { fromA, toA, fromB, toB } of changes) {
    if (toA <= from) shift += toB - fromB - (toA - fromA);
    else if (fromA < to || (from === to && fromA < from)) return null;
    else break;
  }
  return [from + shift, to + shift];
}

/** What comes next in a row of places: after `at`, or before it; -1 where nothing does. */
export function nextOf(places: Range[], at: number, step: 1 | -1): number {
  const after = places.findIndex(([from]) => from >= at);
  if (step > 0) return after;
  return after < 0 ? places.length - 1 : after - 1;
}
