// Changes that the server has not acknowledged.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { Pending } from "../../frontend/src/coedit/pending.ts";

/** The updates that typing these makes, one after the other. */
function typed(...words: string[]): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const word of words) doc.getText().insert(doc.getText().length, word);
  return updates;
}

function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText().toString();
}

const numbers = (pending: Pending) => pending.all.map(({ number }) => number);

test("what is on its way is settled up to a number", () => {
  const pending = new Pending();
  const made = typed("a", "b", "c").map((update, at) => pending.add(update, at + 1, 0));
  assert.equal(pending.size, 3);
  assert.deepEqual(pending.settle(2), made.slice(0, 2));
  assert.deepEqual(pending.all, made.slice(2));
  assert.deepEqual([pending.has(3), pending.has(2)], [true, false]);
});

test("what waits and was typed without a pause is one change, and holds all of it", () => {
  const pending = new Pending();
  const [a, b, c] = typed("a", "b", "c");
  const first = pending.add(a!, null, 0);
  assert.equal(pending.add(b!, null, 999), first);
  assert.notEqual(pending.add(c!, null, 1999), first);
  assert.equal(pending.size, 2);
  assert.equal(textOf(pending.all.map(({ update }) => update)), "abc");
});

test("what is on its way is no part of what waits", () => {
  const pending = new Pending();
  const [a, b] = typed("a", "b");
  pending.add(a!, 1, 0);
  pending.add(b!, null, 1);
  assert.deepEqual(numbers(pending), [1, null]);
});

test("a line that broke makes everything wait again; one message takes all of it", () => {
  const pending = new Pending();
  for (const [at, update] of typed("a", "b").entries()) pending.add(update, at + 1, 0);
  pending.stop();
  assert.deepEqual(numbers(pending), [null, null]);
  assert.equal(pending.unsent.length, 2);
  assert.deepEqual(pending.settle(9), []);
  pending.send(1);
  assert.deepEqual(numbers(pending), [1, 1]);
  assert.equal(pending.settle(1).length, 2);
  assert.equal(pending.size, 0);
});

test("what another visit left waits under its own name", () => {
  const pending = new Pending();
  const [a, b] = typed("a", "b");
  pending.adopt("kept", a!);
  const own = pending.add(b!, 4, 0);
  assert.deepEqual(pending.remove(["kept", "unknown"]).map(({ id }) => id), ["kept"]);
  assert.deepEqual(pending.clear(), [own]);
  assert.equal(pending.size, 0);
});
