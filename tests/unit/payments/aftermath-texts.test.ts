import { expect, test } from "vitest";
import ar from "#i18n/ar/operator-transactions.json" with { type: "json" };
import en from "#i18n/en/operator-transactions.json" with { type: "json" };
import { AFTERMATHS } from "#lib/events/record.ts";

test.each([en, ar])("a payment's timeline has words for all that may befall it afterwards", ({ happened }) => {
  expect(Object.keys(happened).toSorted()).toEqual([...AFTERMATHS].toSorted());
});
