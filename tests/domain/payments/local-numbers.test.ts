import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { findReturn } from "#lib/billing/asking/find-return.ts";
import { handleEvent } from "#lib/billing/asking/handle-payment-event.ts";
import { receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { db } from "#lib/db/client.ts";
import { openForm } from "#lib/kernel/leaving-form.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { describedInGuide, startLocalProviders } from "#tests/support/local-provider.ts";
import { aPlan, aViewer, changeSettings, order } from "#tests/support/shop.ts";

useDatabase();

const SECRET = "a secret of the bank's";
let provider: Awaited<ReturnType<typeof startLocalProviders>>;

beforeAll(async () => {
  provider = await startLocalProviders(SECRET);
  Object.assign(process.env, { LOCAL_GATEWAY_SECRET: SECRET, LOCAL_GATEWAY_API_BASE: provider.url });
});
afterAll(() => provider.close());

/** An order at the page of a provider, as one of the guide. */
async function begun(style: "key" | "form" = "key") {
  const { orderId, url } = await order(await aViewer(), (await aPlan({ kind: "TRIAL" })).price, { gateway: "local" });
  const fields = Object.fromEntries(openForm(new URL(url).searchParams.get("form") ?? "")?.fields ?? []);
  provider.arrive(style, fields);
  const payment = () => db.transaction.findFirstOrThrow({ where: { orderId } });
  return { orderId, payment, fields, number: fields.number };
}

const notify = async (body: string) => {
  const { status, eventId } = await receivePaymentWebhook("local", { body, headers: {} });
  return { status, handled: eventId !== null && (await handleEvent(eventId)) };
};

it.each([
  ["other digits before its number", (page: string) => page.replace("1000{number}", "2000{number}")],
  ["no digits before its number", (page: string) => page.replace("1000{number}", "{number}")],
  ["our reference", (page: string) => page.replace("1000{number}", "{reference32}")],
])("finds a payment that was begun before an operator described %s", async (_, change) => {
  const { gateways } = await getSettings();
  const described = describedInGuide("key", provider.url) as { page: string };
  await changeSettings("gateways", { local: { enabled: true, settings: described } });
  const [told, returned] = [await begun(), await begun()];
  await changeSettings("gateways", { local: { enabled: true, settings: { ...described, page: change(described.page) } } });
  for (const { number } of [told, returned]) provider.become(number, "paid");
  expect(await notify(provider.reportOf(told.number))).toEqual({ status: 200, handled: true });
  expect(await told.payment()).toMatchObject({ status: "SUCCEEDED", paymentReference: `a-${told.number}` });
  const found = await findReturn(provider.reportOf(returned.number));
  expect(found).toMatchObject({ orderId: returned.orderId });
  expect(await confirmReturn({ orderId: returned.orderId }, null, provider.reportOf(returned.number))).toMatchObject({ status: "paid" });
  await changeSettings("gateways", { local: gateways.local });
});

it("finds a payment that was begun before an operator described a number in place of our reference", async () => {
  const { gateways } = await getSettings();
  const { page, ...others } = describedInGuide("form", provider.url) as { page: string };
  await changeSettings("gateways", { local: { enabled: true, settings: { page, ...others } } });
  const { payment, fields } = await begun("form");
  expect(page).toContain("{reference}");
  await changeSettings("gateways", {
    local: { enabled: true, settings: { ...others, page: page.replace("{reference}", "1000{number}") } },
  });
  provider.become(fields.order, "paid");
  expect(await notify(provider.reportOf(fields.order))).toEqual({ status: 200, handled: true });
  expect(await payment()).toMatchObject({ status: "SUCCEEDED" });
  await changeSettings("gateways", { local: gateways.local });
});

it("finds a payment that an earlier version knew by its number alone, and what was told of it", async () => {
  const { gateways } = await getSettings();
  await changeSettings("gateways", { local: { enabled: true, settings: describedInGuide("key", provider.url) } });
  const { orderId, payment, number } = await begun();
  const { id, number: ours } = await payment();
  provider.become(number, "pending");
  await notify(provider.reportOf(number));
  await db.transaction.update({ where: { id }, data: { gatewayReference: `#${ours}` } });
  await db.inboundEvent.updateMany({
    where: { externalId: `#${number}:pending` },
    data: { externalId: `#${ours}:pending`, reference: `#${ours}` },
  });
  await db.$executeRawUnsafe(readFileSync("prisma/migrations/20261201100000_numbers_as_they_were_sent/migration.sql", "utf8"));
  expect(await payment()).toMatchObject({ gatewayReference: `#${number}` });
  expect(await confirmReturn({ orderId }, null, "")).toMatchObject({ status: "pending" });
  provider.become(number, "paid");
  expect(await notify(provider.reportOf(number))).toEqual({ status: 200, handled: true });
  expect(await payment()).toMatchObject({ status: "SUCCEEDED" });
  await changeSettings("gateways", { local: gateways.local });
});
