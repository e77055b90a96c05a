import { expect, it } from "vitest";
import { vendorPackages } from "#scripts/vendor-packages.ts";

it("finds by itself what gateways and channels talk to their vendors with, which is not bundled", () => {
  expect(vendorPackages()).toEqual(["nodemailer", "stripe", "twilio"]);
});
