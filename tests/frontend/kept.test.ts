// Copies of forms in the browser's storage: whose they are, and who takes them over.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Keeper } from "../../frontend/src/saving/kept.ts";

/** The browser lets a page's lock go with the page; here a page that is closed is one that never held any. */
function closed(user: string, place: string, page: string, question: string, text: string, at: number): void {
  localStorage.setItem(`unsaved:${user}:${place}:${page}:${question}`, JSON.stringify({ question, values: { text: [text] }, at }));
}

const keys = () => Object.keys(localStorage).sort();

beforeEach(() => localStorage.clear());

test("a copy is put and dropped", () => {
  const keeper = new Keeper("1", "FRA", "a");
  keeper.put("q1", { text: ["words"] });
  assert.deepEqual(keys(), ["unsaved:1:FRA:a:q1"]);
  keeper.drop("q1");
  assert.deepEqual(keys(), []);
  assert.equal(keeper.works, true);
});

test("the copies of closed pages are taken over, the newest of each question, in the name of the last", async () => {
  closed("1", "FRA", "old", "q1", "older", 1);
  closed("1", "FRA", "older", "q1", "newer", 2);
  closed("1", "FRA", "old", "q2", "other", 1);
  const keeper = new Keeper("1", "FRA", "new");
  const found = await keeper.adopt();
  assert.deepEqual(found.map(({ question, values }) => [question, values]).sort(), [
    ["q1", { text: ["newer"] }],
    ["q2", { text: ["other"] }],
  ]);
  assert.equal(keeper.page, "older");
  assert.deepEqual(keys(), ["unsaved:1:FRA:older:q1", "unsaved:1:FRA:older:q2"]);
});

test("nothing is taken from another person, another place or a page that is open", async () => {
  new Keeper("1", "FRA", "open").put("q1", { text: ["open"] });
  closed("2", "FRA", "old", "q1", "another's", 1);
  closed("1", "NPL", "old", "q1", "elsewhere", 1);
  await new Promise((done) => setTimeout(done, 20)); // the lock is held now
  const before = keys();
  assert.deepEqual(await new Keeper("1", "FRA", "new").adopt(), []);
  assert.deepEqual(keys(), before);
});
