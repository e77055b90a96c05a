import { expect, it } from "vitest";
import { lotsOf } from "#lib/wallet/lots.ts";

const at = new Date("2026-01-01T00:00:00Z");
const left = (...moves: [id: string, amount: bigint, ofId?: string][]) =>
  Object.fromEntries(lotsOf(moves.map(([id, amount, ofId = null]) => ({ id, amount, ofId, at }))).map((lot) => [lot.id, lot.left]));

it("pays from the oldest first, over as many entries as it takes", () => {
  expect(left(["a", 10n], ["b", 5n], ["c", 7n], ["paid", -12n])).toEqual({ a: 0n, b: 3n, c: 7n });
  expect(left(["a", 10n], ["paid", -10n], ["b", 5n])).toEqual({ a: 0n, b: 5n });
});

it("takes what belongs to an entry from it, gives it back to it, and takes what it has not from the oldest", () => {
  expect(left(["a", 10n], ["b", 5n], ["expired", -5n, "b"])).toEqual({ a: 10n, b: 0n });
  expect(left(["a", 10n], ["b", 5n], ["refund", -4n, "b"], ["failed", 4n, "b"], ["paid", -11n])).toEqual({ a: 0n, b: 4n });
  expect(left(["a", 10n], ["b", 5n], ["refund", -8n, "b"])).toEqual({ a: 7n, b: 0n });
});
