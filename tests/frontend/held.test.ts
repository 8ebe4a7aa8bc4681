// What waits while a letter is composed, and what does not.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Held, type Heard } from "../../frontend/src/coedit/held.ts";

let held: Held;
let done: string[];
const pass = (heard: Heard, name: string) => held.pass(heard, () => done.push(name));

beforeEach(() => {
  held = new Held();
  done = [];
});

test("nothing waits while nothing is composed", () => {
  pass("change", "a");
  pass("presence", "b");
  pass("other", "c");
  assert.deepEqual(done, ["a", "b", "c"]);
});

test("what changes the text waits, and nothing overtakes it", () => {
  held.hold();
  pass("other", "saved");
  assert.equal(held.isAny, false);
  pass("change", "a");
  pass("other", "saved again");
  pass("change", "b");
  assert.deepEqual(done, ["saved"]);
  assert.equal(held.isAny, true);
  held.release();
  assert.deepEqual(done, ["saved", "a", "saved again", "b"]);
  pass("change", "c");
  assert.deepEqual(done.at(-1), "c");
});

test("who is there waits and holds up nothing", () => {
  held.hold();
  pass("presence", "here");
  pass("other", "saved");
  pass("change", "a");
  held.release();
  assert.deepEqual(done, ["saved", "a", "here"]);
});

test("what an old line said is forgotten", () => {
  held.hold();
  pass("change", "a");
  pass("presence", "here");
  held.forget();
  pass("other", "of the new line");
  held.release();
  assert.deepEqual(done, ["of the new line"]);
});
