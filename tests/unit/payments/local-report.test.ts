import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { localGateway } from "#lib/payments/gateways/local/gateway.ts";

const secret = "a secret of the bank's";
const page = `address: https://pay.bank.example/start
sign: hmac-sha256
signed: order amount
signature: mac
order = {reference}
amount = {amount}`;
const report = (signed: string) => `sign: hmac-sha256
separator: |
signed: ${signed}
signature: mac
reference: order
status: result
amount: amount
currency = EUR
id: number
paid: ok`;

/** What the provider says, as it comes back through the viewer's browser. */
function returned(transactionId: string, signed: string): URLSearchParams {
  const said: Record<string, string> = { order: transactionId, result: "ok", amount: "1999", number: "4711" };
  const text = signed
    .split(" ")
    .map((name) => said[name])
    .join("|");
  return new URLSearchParams({ ...said, mac: createHmac("sha256", secret).update(text).digest("hex") });
}

function look(signed: string, number = "4711") {
  const transactionId = newId();
  const said = returned(transactionId, signed);
  said.set("number", number);
  const settings = { page, report: report(signed) };
  const gateway = localGateway({ secret, reportSecret: secret });
  return gateway
    .lookUp({ kind: "CHARGE", transactionId, reference: transactionId, settings, report: said.toString() })
    .then((outcome) => ({ transactionId, outcome }));
}

it("takes the provider's number of a payment from a return where it is signed", async () => {
  const { outcome } = await look("order result amount number");
  expect(outcome).toMatchObject({ status: "succeeded", paymentReference: "4711" });
});

it("calls a payment by our own id where its number is not signed: the viewer may have written another's", async () => {
  const { transactionId, outcome } = await look("order result amount", "4712");
  expect(outcome).toMatchObject({ status: "succeeded", paymentReference: transactionId });
});
