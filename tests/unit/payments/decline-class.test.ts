import { expect, it } from "vitest";
import { declineClass } from "#lib/payments/decline-class.ts";
import { DECLINE_CLASSES } from "#lib/settings/decline-classes.ts";

const ofCode = (failureCode: string | null) => declineClass({ status: "DECLINED", gateway: "stripe", failureCode });

it("tells money that is short from a confirmation, a fault and a refusal", () => {
  expect(["insufficient_funds", "authentication_required", "processing_error", "do_not_honor", "card_declined", null].map(ofCode)).toEqual([
    "funds",
    "confirmation",
    "technical",
    "refused",
    "refused",
    "refused",
  ]);
  expect(declineClass({ status: "NEEDS_ACTION", gateway: "stripe", failureCode: null })).toBe("confirmation");
  expect(declineClass(null)).toBe(DECLINE_CLASSES[0]);
});

it("reads a code as its own gateway means it: another's says nothing", () => {
  expect(declineClass({ status: "DECLINED", gateway: "sandbox", failureCode: "debit_failed" })).toBe("funds");
  expect(declineClass({ status: "DECLINED", gateway: "sandbox", failureCode: "issuer_not_available" })).toBe("refused");
  expect(declineClass({ status: "DECLINED", gateway: "gone", failureCode: "insufficient_funds" })).toBe("refused");
});
