// What a page says of its texts, and whether one can write.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BEGINNING, isWritable, statusOf, together, type Facts, type Kind, type Status } from "../../frontend/src/coedit/status.ts";

const UP: Facts = { ...BEGINNING, joined: true, line: "up" };
const kindOf = (facts: Partial<Facts>): Kind => statusOf({ ...UP, ...facts }).kind;
const status = (kind: Kind, count = 0, kept = true): Status => ({ kind, count, kept, why: "" });

test("from the first moment to the last letter", () => {
  assert.equal(statusOf(BEGINNING).kind, "joining");
  assert.equal(kindOf({}), "saved");
  assert.deepEqual(statusOf({ ...UP, unsaved: 3, kept: false }), { kind: "saving", count: 3, kept: false, why: "" });
});

test("a short break says nothing, a long one does, even before the text is here", () => {
  assert.equal(kindOf({ line: "trying" }), "saved");
  assert.equal(kindOf({ line: "down" }), "offline");
  assert.equal(kindOf({ line: "down", joined: false }), "offline");
});

test("why it ended is said before anything else", () => {
  for (const ended of ["session", "other", "forbidden", "schema", "replaced", "refused"] as const) {
    assert.equal(kindOf({ ended, line: "down", may: "read", unsaved: 1 }), ended);
  }
});

test("who may not write is told why", () => {
  assert.deepEqual(statusOf({ ...UP, may: "read", why: "It is closed." }), { kind: "locked", count: 0, kept: true, why: "It is closed." });
  assert.equal(kindOf({ may: "suggest" }), "locked");
});

test("one can go on writing without a line and without a session, and otherwise only where one may", () => {
  const writable = (facts: Partial<Facts>) => isWritable({ ...UP, ...facts });
  assert.deepEqual(
    [{}, { line: "down" }, { ended: "session" }, { ended: "other" }, { ended: "refused" }, { may: "suggest" }, { may: "read", ended: "session" }].map(
      (facts) => writable(facts as Partial<Facts>),
    ),
    [true, true, true, false, false, false, false],
  );
});

test("of several texts the worst is said, and all changes are counted", () => {
  assert.deepEqual(together([]), status("idle"));
  assert.deepEqual(together([status("saved"), status("saving", 2), status("offline", 1)]), status("offline", 3));
  assert.deepEqual(together([status("locked"), status("saved")]), status("locked"));
  assert.deepEqual(together([status("refused"), status("session", 4), status("idle")]), status("refused", 4));
});

test("changes count as kept when every text with changes keeps them", () => {
  assert.equal(together([status("saving", 1), status("saved", 0, false)]).kept, true);
  assert.equal(together([status("saving", 1), status("saving", 1, false)]).kept, false);
});
