import { expect, it } from "vitest";
import { policyTexts } from "#lib/reports/policy-texts.ts";

const TERMS = "# Terms\nHello.\n\n## Cancelling\nAt any time.\n\n## Prices\nAs shown.\n\n## Refunds\nNone after 14 days.\n";

it("hands in what the terms say of cancellation and refunds", () => {
  expect(policyTexts(TERMS)).toEqual({
    cancellationPolicy: "## Cancelling\nAt any time.",
    refundPolicy: "## Refunds\nNone after 14 days.",
  });
});

it("hands in their beginning where no heading names it, and nothing where there are none", () => {
  const long = "Cancel at any time. ".repeat(400);
  expect(policyTexts(long).refundPolicy).toBe(long.slice(0, 5000));
  expect(policyTexts("")).toEqual({ cancellationPolicy: "", refundPolicy: "" });
});
