// Which codes of the roadmap a pasted line cites.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codesIn } from "../../frontend/src/editor/codes.ts";
import { Roadmap } from "../../frontend/src/editor/roadmap.ts";

const codes = ["1", "1.1", "1.1.A", "1.2", "1.2.C", "1.10.A", "3.1"];
const items = codes.map((code) => ({
  code,
  title: "",
  lang: "fr",
  level: code.split(".").length,
  names: { [code]: /[A-Z]$/.test(code) },
}));
const roadmap = new Roadmap(items, { objectif: [3], objectifs: [3] });

const cases: [string, string[]][] = [
  ["(1.2.C)", ["1.2.C"]],
  ["1.2.C", ["1.2.C"]],
  ["les objectifs 1.1.A, 1.2.C et 1.10.A.", ["1.1.A", "1.2.C", "1.10.A"]],
  ["voir 1.2.C.", ["1.2.C"]],
  ["objectif 1.1 : former", ["1.1"]],
  ["strand 3.1", ["3.1"]],
  ["une hausse de 1.1 million", []],
  ["objectif 1.1.B, qui n’existe pas", []],
  ["objectif 1.10", []],
  ["version 1.2.C.4", []],
  ["https://example.org/1.2.C", []],
  ["fichier1.2.C et a@1.2.C", []],
  ["1.2.c", []],
];

for (const [line, codes] of cases) {
  test(`"${line}" cites ${codes.join(", ") || "nothing"}`, () => {
    const found = codesIn(line, roadmap);
    assert.deepEqual(
      found.map(({ code }) => code),
      codes,
    );
    assert.deepEqual(
      found.map(({ start, end }) => line.slice(start, end)),
      codes,
    );
  });
}

const roman = new Roadmap([{ code: "I", title: "", lang: "en", level: 1, names: { I: false } }], { axis: [1] });
for (const [line, number] of [["along the axis I saw little", 0], ["the axis I has begun", 1]] as const) {
  test(`"${line}" cites ${number}`, () => assert.equal(codesIn(line, roman).length, number));
}
