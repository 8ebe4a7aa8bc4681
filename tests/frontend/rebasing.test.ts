// The cursor in words that were typed before the text came.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cursorAfter, moved, placeOf, type Change } from "../../frontend/src/coedit/rebasing.ts";

const own: Change = { from: 10, to: 12, toTyped: 17 }; // two letters became seven
const before: Change = { from: 2, to: 2, toTyped: 5 }; // three letters came before them
const behind: Change = { from: 20, to: 24, toTyped: 20 }; // four went behind them

const cursors = (theirs: Change | null, ...places: number[]) => {
  const at = placeOf(own, theirs)!;
  return places.map((place) => cursorAfter(place, own, at, theirs));
};

test("nobody else wrote: it stays", () => assert.deepEqual(cursors(null, 3, 10, 14, 17, 22), [3, 10, 14, 17, 22]));

test("letters came before", () => assert.deepEqual(cursors(before, 1, 2, 10, 14, 17, 22), [1, 5, 13, 17, 20, 25]));

test("letters went behind: who stood among them stands where they were", () =>
  assert.deepEqual(cursors(behind, 3, 14, 17, 22, 25, 26, 29, 30), [3, 14, 17, 22, 25, 25, 25, 26]));

test("both changed the same: the words have no place, the cursor has", () => {
  const same: Change = { from: 11, to: 14, toTyped: 11 };
  assert.deepEqual([placeOf(own, same), moved(9, same), moved(13, same), moved(20, same)], [null, 9, 11, 17]);
});
