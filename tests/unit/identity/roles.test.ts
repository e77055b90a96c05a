import { expect, it } from "vitest";
import { MAY, may, type Permission } from "#lib/identity/roles.ts";

const MATRIX: Record<Permission, [finance: boolean, support: boolean]> = {
  "payments.refund": [true, false],
  "payments.record": [true, false],
  "payments.export": [true, false],
  "lists.export": [true, false],
  "disputes.answer": [true, false],
  "digests.get": [true, false],
  "gateways.read": [true, true],
  "differences.decide": [true, false],
  "events.replay": [true, true],
  "subscriptions.write": [true, true],
  "customers.note": [true, true],
  "customers.credentials": [false, true],
  "customers.methods": [true, true],
  "customers.tax": [true, true],
  "customers.exempt": [true, false],
  "customers.terms": [true, false],
  "messages.send": [true, true],
  "messages.templates": [false, true],
  "catalog.write": [false, false],
  "prices.write": [true, false],
  "invoices.write": [true, false],
  "coupons.write": [true, false],
  "customers.credit": [true, false],
  "vouchers.write": [true, false],
  "taxes.write": [true, false],
  "settings.read": [true, false],
  "settings.write": [false, false],
  "audit.read": [true, false],
  "operators.write": [false, false],
  "views.share": [true, true],
  "clock.write": [false, false],
};

it.each(Object.entries(MATRIX) as [Permission, [boolean, boolean]][])("%s", (permission, [finance, support]) => {
  expect(may("OWNER", permission)).toBe(true);
  expect(may("FINANCE", permission)).toBe(finance);
  expect(may("SUPPORT", permission)).toBe(support);
  expect(may("VIEWER", permission)).toBe(false);
});

it("covers every permission", () => {
  expect(Object.keys(MATRIX).sort()).toEqual(Object.keys(MAY).sort());
});
