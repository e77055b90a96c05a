import { expect, test } from "vitest";
import { differences } from "#lib/audit/difference.ts";

test("only what changed is told, by its path", () => {
  const before = { name: "Family", amounts: { EUR: { amount: "9.99" } }, features: ["HD"], tagline: "" };
  const after = { name: "Family", amounts: { EUR: { amount: "11.99" } }, features: ["HD", "4K"], tagline: "New" };
  expect(differences(before, after)).toEqual([
    { path: "amounts.EUR.amount", before: "9.99", after: "11.99" },
    { path: "features", before: "HD", after: "HD, 4K" },
    { path: "tagline", before: undefined, after: "New" },
  ]);
});

test("a row that was added or removed has one side", () => {
  expect(differences(null, { rate: 190_000 })).toEqual([{ path: "rate", before: undefined, after: "190000" }]);
  expect(differences({ on: true }, null)).toEqual([{ path: "on", before: "true", after: undefined }]);
  expect(differences(null, null)).toEqual([]);
});

test("a list of records is looked into, and a picture is only named", () => {
  const logo = `data:image/png;base64,${"A".repeat(1000)}`;
  expect(differences({ faq: [{ question: "Why?" }], logo: "" }, { faq: [{ question: "How?" }], logo })).toEqual([
    { path: "faq.0.question", before: "Why?", after: "How?" },
    { path: "logo", before: undefined, after: `data:image/png (${logo.length})` },
  ]);
});
