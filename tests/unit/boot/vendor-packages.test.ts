import { expect, it } from "vitest";
import { vendorPackages } from "#scripts/vendor-packages.ts";

it("finds by itself what gateways, channels and stores talk to their vendors with, which is not bundled", () => {
  expect(vendorPackages()).toEqual([
    "@apple/app-store-server-library",
    "@googleapis/androidpublisher",
    "@mollie/api-client",
    "@paypal/paypal-server-sdk",
    "google-auth-library",
    "nodemailer",
    "stripe",
    "twilio",
  ]);
});
