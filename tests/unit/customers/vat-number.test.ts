import { expect, it } from "vitest";
import { readVatNumber } from "#lib/customers/vat-number.ts";

it.each([
  ["ATU12345678", "AT", "U12345678"],
  ["ELO23456789", null, null],
  ["EL123456789", "EL", "123456789"],
  ["NL123456789B01", "NL", "123456789B01"],
  ["IE1234567FA", "IE", "1234567FA"],
  ["ESX1234567X", "ES", "X1234567X"],
  ["DE12345678", null, null],
  ["GB123456789", null, null],
  ["CHE123456789", null, null],
  ["", null, null],
])("reads %s", (vatId, prefix, rest) => {
  expect(readVatNumber(vatId)).toEqual(prefix && { prefix, rest });
});
