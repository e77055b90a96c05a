import { expect, test } from "vitest";
import type { Transaction } from "#lib/db/generated/client.ts";
import { referenceOf } from "#lib/payments/ask.ts";
import type { Gateway } from "#lib/payments/gateway.ts";

const row = (over: Partial<Transaction>) => ({ id: "t", kind: "CHARGE", status: "PENDING", request: null, ...over }) as Transaction;

test.each([
  ["CANCELED", "CHARGE", true],
  ["DECLINED", "CHARGE", true],
  ["CANCELED", "SETUP", true],
  ["NEEDS_ACTION", "CHARGE", undefined],
  ["SUCCEEDED", "CHARGE", undefined],
  ["DECLINED", "REFUND", undefined],
] as const)("a gateway that is asked about a %s %s is told that we have given it up: %s", (status, kind, givenUp) => {
  expect(referenceOf({ settings: [] } as unknown as Gateway, row({ status, kind }), "r").givenUp).toBe(givenUp);
});

test.each([
  ["SUCCEEDED", true],
  ["PENDING", undefined],
  ["DECLINED", undefined],
] as const)("and of a %s one, that it is settled: %s", (status, settled) => {
  expect(referenceOf({ settings: [] } as unknown as Gateway, row({ status }), "r").settled).toBe(settled);
});
