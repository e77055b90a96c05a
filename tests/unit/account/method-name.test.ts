import { expect, it } from "vitest";
import { methodName } from "#components/account/method-name.ts";

it("names a method by brand and last four, else by its kind", () => {
  const nameOf = (kind: string) => `a ${kind}`;
  expect(methodName({ brand: "visa", last4: "4242", kind: "card" }, nameOf)).toBe("Visa •••• 4242");
  expect(methodName({ brand: null, last4: null, kind: "wallet" }, nameOf)).toBe("A wallet");
  expect(methodName({ brand: null, last4: null, kind: "ideal" }, nameOf)).toBe("A other");
});
