import { expect, it } from "vitest";
import { shownStatus } from "#components/operator/shown-status.ts";

const paid = { kind: "CHARGE", status: "SUCCEEDED", amount: 1000n } as const;

it("a payment that was given back is not shown as a plain success", () => {
  expect(shownStatus({ ...paid, refunded: 0n })).toBe("SUCCEEDED");
  expect(shownStatus({ ...paid, refunded: 1n })).toBe("PART_REFUNDED");
  expect(shownStatus({ ...paid, refunded: 1000n })).toBe("REFUNDED");
  expect(shownStatus({ ...paid, kind: "REFUND", refunded: 0n })).toBe("SUCCEEDED");
  expect(shownStatus({ ...paid, status: "DECLINED", refunded: 0n })).toBe("DECLINED");
});
