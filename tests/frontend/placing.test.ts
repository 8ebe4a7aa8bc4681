// Where a proposed change stands in a text that has been written on since, and which one comes next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextOf, placeIn, type Range } from "../../frontend/src/suggest/placing.ts";

/** What stood from `fromA` to `toA` has become so many letters. */
function changes(...given: [fromA: number, toA: number, letters: number][]) {
  let shift = 0;
  return given.map(([fromA, toA, letters]) => {
    const fromB = fromA + shift;
    shift += letters - (toA - fromA);
    return { fromA, toA, fromB, toB: fromB + letters };
  });
}

const cases: [string, ReturnType<typeof changes>, Range, Range | null][] = [
  ["in the same text it stands where it stood", [], [5, 8], [5, 8]],
  ["what is put in before moves it on", changes([1, 1, 4]), [5, 8], [9, 12]],
  ["what is taken out before moves it back", changes([1, 3, 0]), [5, 8], [3, 6]],
  ["several changes add up", changes([1, 1, 4], [2, 4, 1]), [5, 8], [8, 11]],
  ["what comes after leaves it", changes([9, 9, 4], [12, 14, 0]), [5, 8], [5, 8]],
  ["what is typed right before it is no part of it", changes([5, 5, 2]), [5, 8], [7, 10]],
  ["what is typed right behind it is no part of it", changes([8, 8, 2]), [5, 8], [5, 8]],
  ["what is typed into it takes it away", changes([6, 6, 1]), [5, 8], null],
  ["words that are others by now take it away", changes([5, 8, 4]), [5, 8], null],
  ["so does the half of them", changes([7, 10, 4]), [5, 8], null],
  ["and what it lies in", changes([2, 12, 0]), [5, 8], null],
  ["an insertion comes behind what was typed at its place", changes([5, 5, 3]), [5, 5], [8, 8]],
  ["an insertion goes with words that are taken out around it", changes([4, 6, 0]), [5, 5], null],
  ["an insertion stays before words that are others by now", changes([5, 8, 1]), [5, 5], [5, 5]],
  ["an insertion stays behind them", changes([2, 5, 1]), [5, 5], [3, 3]],
];

for (const [name, since, range, place] of cases) test(name, () => assert.deepEqual(placeIn(since, range), place));

test("from a place on one comes to the next change, and back to the one before", () => {
  const places: Range[] = [[3, 5], [9, 9], [20, 24]];
  const found = [0, 3, 4, 9, 10, 25].map((at) => [nextOf(places, at, 1), nextOf(places, at, -1)]);
  assert.deepEqual(found, [[0, -1], [0, -1], [1, 0], [1, 0], [2, 1], [-1, 2]]);
  assert.deepEqual([nextOf([], 5, 1), nextOf([], 5, -1)], [-1, -1]);
});
