import { expect, it } from "vitest";
import { creditorReference, isCreditorReference, referencesIn } from "#lib/kernel/creditor-reference.ts";
import { compactIban, isIban } from "#lib/kernel/iban.ts";
import { newId } from "#lib/kernel/ids.ts";

// The standard's own example, and others that are published.
it.each(["RF18539007547034", "RF712348231", "RF45G72UUR", "RF332348236"])("%s is a creditor reference", (reference) =>
  expect([isCreditorReference(reference), isCreditorReference(reference.replace(/.$/, "Z"))]).toEqual([true, false]),
);

it("makes one that is always the same for an id, and finds it however it is written", () => {
  const id = newId();
  const reference = creditorReference(id);
  expect(reference).toMatch(/^RF\d{2}[0-9A-Z]{10}$/);
  expect(isCreditorReference(reference)).toBe(true);
  expect(creditorReference(id)).toBe(reference);
  const grouped = reference.replace(/(.{4})(?=.)/g, "$1 ");
  for (const text of [
    reference,
    grouped,
    `SVWZ+${grouped.toLowerCase()}  thank you`,
    `RF ${reference}`,
    `invoice\n${reference.slice(0, 7)}\n${reference.slice(7)}`,
  ])
    expect(referencesIn(text)).toEqual([reference]);
  const wrong = reference.slice(0, -1) + (reference.endsWith("A") ? "B" : "A");
  expect(referencesIn(wrong)).toEqual([]);
});

it.each([
  ["DE89 3704 0044 0532 0130 00", true],
  ["gb29 nwbk 6016 1331 9268 19", true],
  ["NO93 8601 1117 947", true],
  ["KW81CBKU0000000000001234560101", true],
  ["DE88370400440532013000", false],
  ["DE89", false],
  ["", false],
])("%s is an IBAN: %s", (text, is) => expect(isIban(compactIban(text))).toBe(is));
