import { expect, it } from "vitest";
import { readCheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import { formValues } from "#lib/web/forms/form-values.ts";
import { cpuMsOf } from "#tests/support/cpu-time.ts";

it("reads a form's values, without control characters but with the lines of a text area", () => {
  const form = new FormData();
  form.set("$ACTION_ID", "of React");
  form.set("name", "No\0ra\u001b[31m\u0085");
  form.set("note", "One\r\nTwo\n\tthree\0");
  form.append("days[]", "1\0");
  form.append("twice", "a");
  form.append("twice", "b\u007f");
  expect(formValues(form)).toEqual({ name: "Nora[31m", note: "One\r\nTwo\n\tthree", days: ["1"], twice: ["a", "b"] });
});

it("reads a checkout's coupon without them", () => {
  const basket = { price: "0198b0c4-7d3e-7abc-8def-0123456789ab", currency: "EUR" };
  expect(readCheckoutRequest({ ...basket, coupon: "SUM\0MER " })).toMatchObject({ coupon: "SUMMER" });
});

it("looks at each field once, however many there are", () => {
  const form = new FormData();
  for (let field = 0; field < 20_000; field += 1) form.append(`field${field}`, "");
  const taken = cpuMsOf(() => expect(Object.keys(formValues(form))).toHaveLength(20_000));
  expect(taken).toBeLessThan(3000);
});
