// By which way a page reaches the server next, and when.
import assert from "node:assert/strict";
import { test } from "node:test";
import { meaning, next, SOCKET_TRIES, START, type End, type Plan } from "../../frontend/src/coedit/plan.ts";

const FAILED: End = { worked: false };
const after = (ends: End[], from: Plan = START): Plan[] => {
  const plans = [from];
  for (const end of ends) plans.push(next(plans.at(-1)!, end));
  return plans.slice(1);
};

test("a line that broke is tried again at once, however often", () => {
  const again = { way: "socket", tries: 0, failures: 0, pause: 150 };
  assert.deepEqual(after([{ worked: true }, { worked: true }, { worked: true }]), [again, again, again]);
});

test("a socket that fails three times is given up for questions", () => {
  assert.equal(SOCKET_TRIES, 3);
  assert.deepEqual(after([FAILED, FAILED, FAILED]), [
    { way: "socket", tries: 1, failures: 0, pause: 150 },
    { way: "socket", tries: 2, failures: 0, pause: 400 },
    { way: "poll", tries: 3, failures: 0, pause: 0 },
  ]);
});

test("one on which nothing is heard is given up at once", () => {
  assert.deepEqual(next(START, { worked: false, silent: true }), { way: "poll", tries: 3, failures: 0, pause: 0 });
});

test("while neither works, they take turns, ever more slowly", () => {
  const plans = after(Array.from({ length: 18 }, () => FAILED), { way: "poll", tries: 3, failures: 0, pause: 0 });
  assert.deepEqual(
    plans.filter(({ way }) => way === "socket").map(({ pause }) => pause),
    [1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000, 30_000],
  );
  assert.deepEqual([...new Set(plans.map(({ way }) => way))], ["socket", "poll"]);
});

test("questions that worked for a while count as one failure", () => {
  const slow: Plan = { way: "poll", tries: 3, failures: 5, pause: 0 };
  assert.deepEqual(next(slow, { worked: true }), { way: "socket", tries: 2, failures: 1, pause: 1000 });
});

test("a socket that works again starts everything anew", () => {
  const slow: Plan = { way: "socket", tries: 2, failures: 5, pause: 30_000 };
  assert.deepEqual(next(slow, { worked: true }), { way: "socket", tries: 0, failures: 0, pause: 150 });
});

test("what the server closes with", () => {
  const codes = [4426, 4403, 4413, 4400, 4408, 4409, 1013, 1001, 1006];
  assert.deepEqual(codes.map(meaning), [
    "schema", "rights", "refused", "refused", undefined, undefined, undefined, undefined, undefined,
  ]);
});
