// Where words stood, as it is kept beside them: two visits of one person, and somebody else in between.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { lettersOf, lossesOf, runsOf, type Letter } from "../../frontend/src/coedit/losses.ts";
import { MOST, packed, placed, type KeptRun } from "../../frontend/src/coedit/places.ts";

const letters = (text: string, client = 1, clock = 0): Letter[] =>
  [...text].map((one, at) => ({ client, clock: clock + at, text: one }));

test("a run is a few numbers, and letters again", () => {
  const run = { letters: [...letters("TY"), ...letters("P", 1, 9), ...letters("ED", 1, 2)], left: "beta ", right: " gamma" };
  const kept = packed([run]);
  const ranges = [
    [1, 0, 2],
    [1, 9, 1],
    [1, 2, 2],
  ];
  assert.deepEqual(kept, [{ ranges, left: "beta ", right: " gamma" }]);
  assert.deepEqual(placed([...letters("TYED"), ...letters("P", 1, 9)], kept), [run]);
});

test("the newest knows best, and what nobody knows has no place", () => {
  const older: KeptRun = { ranges: [[1, 0, 3]], left: "old", right: "" };
  const newer: KeptRun = { ranges: [[1, 0, 2]], left: "new", right: "" };
  assert.deepEqual(placed(letters("ABCD"), [newer, older]), [
    { letters: letters("AB"), left: "new", right: "" },
    { letters: letters("C", 1, 2), left: "old", right: "" },
    { letters: letters("D", 1, 3), left: "", right: "" },
  ]);
});

test("letters that arrived meanwhile have no run, and a record of an earlier version has none at all", () => {
  assert.deepEqual(placed([], [{ ranges: [[1, 0, 3]], left: "a", right: "b" }]), []);
  assert.deepEqual(placed(letters("AB"), []), [{ letters: letters("AB"), left: "", right: "" }]);
});

test("no more is kept than there is room for", () => {
  const run = (at: number) => ({ letters: letters("A", 1, 2 * at), left: "l", right: "r" });
  const kept = packed(Array.from({ length: MOST + 5 }, (_, at) => run(at)));
  assert.equal(kept.length, MOST);
  const scattered = { letters: Array.from({ length: MOST + 5 }, (_, at) => letters("A", 1, 2 * at)[0]!), left: "", right: "" };
  assert.equal(packed([scattered, run(0)])[0]!.ranges.length, MOST);
  assert.equal(packed([scattered, run(0)]).length, 1);
});

const ROOT = "prosemirror";
const line = (doc: Y.Doc, at: number) => (doc.getXmlFragment(ROOT).get(at) as Y.XmlElement).get(0) as Y.XmlText;

function put(doc: Y.Doc, at: number, text: string): void {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(text)]);
  doc.getXmlFragment(ROOT).insert(at, [element]);
}

test("words that somebody else moved between two visits are found in the second", () => {
  const [first, theirs, second] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  put(first, 0, "Alpha beta gamma");
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(first));
  const updates: Uint8Array[] = [];
  first.on("update", (update: Uint8Array) => updates.push(update));
  line(first, 0).insert(16, " TYPED");
  line(first, 0).insert(5, "BET");
  const kept = packed(runsOf(first, lettersOf(updates)));
  line(theirs, 0).delete(6, 10);
  put(theirs, 1, "beta gamma"); // as an editor splits
  Y.applyUpdate(second, Y.encodeStateAsUpdate(theirs));
  for (const update of updates) Y.applyUpdate(second, update);
  const losses = lossesOf(second, second.getXmlFragment(ROOT), placed(lettersOf(updates), kept));
  const told = losses.map(({ kind, text, left, right }) => ({ kind, text, left, right }));
  assert.deepEqual(told, [{ kind: "moved", text: "TYPED", left: "Alpha beta gamma", right: "" }]);
});
