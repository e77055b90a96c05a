import { expect, it } from "vitest";
import { readPatterns } from "#scripts/read-patterns.ts";

it.each([
  'new RegExp("(a+)+$")',
  'RegExp("(a+)+$")',
  'new (RegExp)("(a+)+$")',
  'new globalThis.RegExp("(a+)+$")',
  'globalThis["RegExp"]("(a+)+$")',
  "const Made = RegExp",
  'Reflect.construct(RegExp, ["(a+)+$"])',
  'text.match("(a+)+$")',
  'text.search("(a+)+" + end)',
  "text?.matchAll(`(a+)+`)",
])("refuses a pattern that is made of a text: %s", (code) => {
  expect(readPatterns("file.ts", `export const x = 1;\n${code};`).faults).toEqual([
    expect.stringContaining("file.ts:2: write the pattern"),
  ]);
});

it("finds the patterns that are written as such, and takes a type for what it is", () => {
  const code = "function words(text: string, by: RegExp) { return text.match(/a+/g) ?? text.match(by) ?? list.search; }";
  expect(readPatterns("file.ts", code)).toEqual({ patterns: [{ source: "a+", flags: "g", where: "file.ts:1" }], faults: [] });
});
