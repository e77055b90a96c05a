import { expect, it } from "vitest";
import { stylesUsedBy } from "#lib/web/http/used-styles.ts";

const used = stylesUsedBy(`<html data-theme="dark"><p class="card sm:p-1.5 [&amp;&gt;p]:m-0 2xl:grid">Text of a class="card"</p></html>`);

it.each([
  ["a class of the page", ".card{a:b}"],
  ["no class at all", ":root,[data-theme=dark]{--x:1}"],
  ["a class with signs in it", ".sm\\:p-1\\.5{a:b}.\\[\\&\\>p\\]\\:m-0>p{a:b}"],
  ["a class that begins with a digit", ".\\32 xl\\:grid{a:b}"],
  ["a state of it", ".card:hover:not(.closed),.card::before{a:b}"],
  ["what the browser decides", ":where(.other) a,:is(.other,.card){a:b}"],
  ["frames, faces and properties", "@font-face{font-family:F}@property --p{syntax:'*'}@keyframes k{0%{a:b}to{a:c}}"],
  ["the rank of an empty layer", "@layer one{}@layer two{.card{a:b}}"],
])("keeps %s", (_, css) => {
  expect(used(css)).toBe(css);
});

it.each([
  ["a class that is not there", ".other{a:b}.card{a:b}", ".card{a:b}"],
  ["one of several selectors", ".other,.card{a:b}", ".card{a:b}"],
  ["what needs both", ".card .other{a:b}.card.other{a:b}", ""],
  ["a block that it leaves empty", "@media (min-width:1px){@supports (a:b){.other{a:b}}}", ""],
])("takes out %s", (_, css, left) => {
  expect(used(css)).toBe(left);
});
