// Finding a question by typing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fits } from "../../frontend/src/meetings/fitting.ts";

const NAME = "12. Où en est l’éradication du travail forcé ?";

test("every word that is typed begins one of the name", () => {
  const typed = ["", " ", "12", "1", "eradic", "TRAVAIL forcé", "forc 12", "ou", "ravail", "13", "travail enfants"];
  assert.deepEqual(
    typed.map((words) => fits(NAME, words)),
    [true, true, true, true, true, true, true, true, false, false, false],
  );
});
