import { afterAll, expect, it } from "vitest";
import { openForm } from "#lib/kernel/leaving-form.ts";
import { localGateway } from "#lib/payments/gateways/local/gateway.ts";
import { describedInGuide, type Style, startLocalProviders } from "#tests/support/local-provider.ts";
import { checkoutOf } from "./gateway-contract.ts";

const SECRET = "a secret of the bank's";
const provider = await startLocalProviders(SECRET);
process.env.LOCAL_GATEWAY_API_BASE = provider.url;
afterAll(provider.close);

const patient = localGateway({ secret: SECRET, reportSecret: SECRET });
const impatient = localGateway({ secret: SECRET, reportSecret: SECRET, timeoutMs: 300 });

/** A payment there. */
function begin(style: Style) {
  const settings = describedInGuide(style, provider.url);
  const request = checkoutOf({ settings });
  const { transactionId } = request;
  return { request, known: { kind: "CHARGE", transactionId, reference: transactionId, settings } as const };
}

it.each(["silent", "endless"] as const)("waits for an answer as long as it is told (%s), and asks again", async (trouble) => {
  const { request, known } = begin("address");
  const { url } = await patient.startCheckout(request);
  await fetch(url);
  provider.become(request.transactionId, "paid");
  provider.troubles.push(trouble);
  expect(await impatient.lookUp(known)).toEqual({ status: "unknown", reason: "The provider gave no answer in time" });
  expect(await patient.lookUp(known)).toMatchObject({ status: "succeeded", amount: request.amount });
});

it.each([false, true])("believes that it was paid, whenever it was told that it had failed: before, %s", async (isFirst) => {
  const { request, known } = begin("form");
  const { url } = await patient.startCheckout(request);
  provider.arrive("form", Object.fromEntries(openForm(new URL(url).searchParams.get("form") ?? "")!.fields));
  provider.become(request.transactionId, "failed");
  const failed = provider.reportOf(request.transactionId);
  provider.become(request.transactionId, "paid");
  const paid = provider.reportOf(request.transactionId);
  const [report, ...heard] = isFirst ? [paid, failed] : [failed, paid];
  expect(await patient.lookUp({ ...known, report, heard })).toMatchObject({ status: "succeeded", amount: request.amount });
  expect(await patient.lookUp({ ...known, report: failed })).toMatchObject({ status: "declined" });
});
