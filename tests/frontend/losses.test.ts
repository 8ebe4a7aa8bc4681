// Words of one's own that a merge dropped or moved.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { lettersOf, lossesOf, placeless, runsOf, takeAway, textIn, textOf } from "../../frontend/src/coedit/losses.ts";

const ROOT = "prosemirror";
const paragraphs = (doc: Y.Doc) => doc.getXmlFragment(ROOT).toArray() as Y.XmlElement[];
const line = (doc: Y.Doc, at: number) => paragraphs(doc)[at]!.get(0) as Y.XmlText;
const lines = (doc: Y.Doc) => paragraphs(doc).map((_, at) => line(doc, at).toString());

function put(doc: Y.Doc, at: number, text: string): void {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(text)]);
  doc.getXmlFragment(ROOT).insert(at, [element]);
}

/** One without a line types `word` into a text, while another does something to it; gives what is told of it. */
function merged(word: string, at: number, other: (doc: Y.Doc) => void) {
  const [own, theirs] = [new Y.Doc(), new Y.Doc()];
  for (const [place, text] of ["Intro words", "Alpha beta gamma"].entries()) put(own, place, text);
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(own));
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array) => updates.push(update);
  own.on("update", note);
  line(own, 1).insert(at, word);
  own.off("update", note);
  other(theirs);
  const letters = lettersOf(updates);
  const runs = runsOf(own, letters);
  Y.applyUpdate(own, Y.encodeStateAsUpdate(theirs));
  const losses = lossesOf(own, own.getXmlFragment(ROOT), runs);
  return { own, updates, losses, told: losses.map(({ kind, text, left, right }) => ({ kind, text, left, right })) };
}

test("the text of updates, without what they take away again", () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  put(doc, 0, "Some words");
  line(doc, 0).delete(4, 3);
  put(doc, 1, "More");
  assert.equal(textOf(updates), "Somerds\nMore");
});

test("what was typed with a slip in it, elsewhere, and in between again", () => {
  const doc = new Y.Doc();
  put(doc, 0, "Alpha beta");
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const [at, letter] of [..." TYPPE"].entries()) line(doc, 0).insert(10 + at, letter);
  line(doc, 0).delete(14, 2);
  line(doc, 0).insert(14, "ED");
  line(doc, 0).insert(0, "The ");
  line(doc, 0).insert(15, "RE");
  assert.equal(textOf(updates), "TYPED\nThe \nRE");
  assert.equal(textIn(doc, lettersOf(updates)), "The \n RETYPED");
  assert.equal(textIn(doc, []), "");
});

test("what others type elsewhere takes nothing away", () => {
  assert.deepEqual(merged("TYPED ", 11, (doc) => line(doc, 0).insert(0, "The ")).told, []);
});

test("a paragraph that is gone takes the words with it", () => {
  const { told } = merged("TYPED ", 11, (doc) => doc.getXmlFragment(ROOT).delete(1, 1));
  assert.deepEqual(told, [{ kind: "dropped", text: "TYPED", left: "Alpha beta ", right: "gamma" }]);
});

test("spaces and marks alone are not told of", () => {
  assert.deepEqual(merged(" – ", 11, (doc) => doc.getXmlFragment(ROOT).delete(1, 1)).told, []);
});

test("words whose neighbours went to another paragraph were moved, and can be taken out where they are", () => {
  const { own, losses, told } = merged(" TYPED", 16, (doc) => {
    line(doc, 1).delete(6, 10);
    put(doc, 2, "beta gamma"); // as an editor splits
  });
  assert.deepEqual(told, [{ kind: "moved", text: "TYPED", left: "Alpha beta gamma", right: "" }]);
  assert.deepEqual(lines(own), ["Intro words", "Alpha  TYPED", "beta gamma"]);
  takeAway(own, losses[0]!.letters!, "test");
  assert.deepEqual(lines(own), ["Intro words", "Alpha ", "beta gamma"]);
});

test("letters whose place nobody knows: only what is nowhere is told of", () => {
  const { own, updates } = merged("TYPED", 11, (doc) => doc.getXmlFragment(ROOT).delete(1, 1));
  const fragment = own.getXmlFragment(ROOT);
  const told = lossesOf(own, fragment, placeless(lettersOf(updates)));
  const id = `dropped:${own.clientID},31,5`;
  assert.deepEqual(told, [{ id, kind: "dropped", text: "TYPED", left: "", right: "", letters: [] }]);
  assert.deepEqual(lossesOf(own, fragment, placeless([])), []);
});
