import { expect, it } from "vitest";
import { declineClass } from "#lib/payments/decline-class.ts";
import { DECLINE_CLASSES } from "#lib/settings/decline-classes.ts";

const ofCode = (failureCode: string | null) => declineClass({ status: "DECLINED", failureCode });

it("tells money that is short from a confirmation, a fault and a refusal", () => {
  expect(["insufficient_funds", "authentication_required", "processing_error", "do_not_honor", "card_declined", null].map(ofCode)).toEqual([
    "funds",
    "confirmation",
    "technical",
    "refused",
    "refused",
    "refused",
  ]);
  expect(declineClass({ status: "NEEDS_ACTION", failureCode: null })).toBe("confirmation");
  expect(declineClass(null)).toBe(DECLINE_CLASSES[0]);
});
