import { expect, test } from "vitest";
import arSubscriptions from "#i18n/ar/operator-subscriptions.json" with { type: "json" };
import arTransactions from "#i18n/ar/operator-transactions.json" with { type: "json" };
import subscriptions from "#i18n/en/operator-subscriptions.json" with { type: "json" };
import transactions from "#i18n/en/operator-transactions.json" with { type: "json" };
import type { Source } from "#lib/kernel/source.ts";

/** As many as the type names: one that is missing here, or has no text, is a type error. */
const SOURCES = {
  checkout: 0,
  account: 0,
  link: 0,
  return: 0,
  webhook: 0,
  reconcile: 0,
  renewal: 0,
  worker: 0,
  viewer: 0,
  operator: 0,
  system: 0,
} satisfies Record<Source, 0>;

test.each([subscriptions, transactions, arSubscriptions, arTransactions])(
  "a timeline has words for all that makes something happen",
  (catalog) => {
    expect(Object.keys(catalog.source).toSorted()).toEqual(Object.keys(SOURCES).toSorted());
  },
);
