import { afterAll, beforeAll, expect, test } from "vitest";
import { receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { db } from "#lib/db/client.ts";
import { connect } from "#scripts/chaos/connect.ts";
import { type FaultyProxy, startFaultyProxy } from "#scripts/chaos/faulty-proxy.ts";
import type { Vendor } from "#scripts/chaos/vendor.ts";
import { VENDORS } from "#scripts/chaos/vendors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, order } from "#tests/support/shop.ts";

useDatabase();

const vendors: Record<string, Vendor> = {};
const proxies: FaultyProxy[] = [];
const nothingFails = () => 1;

beforeAll(async () => {
  for (const [gateway, start] of Object.entries(VENDORS)) {
    const vendor = await start();
    const proxy = await startFaultyProxy(vendor, nothingFails);
    await connect(vendor, proxy.url);
    vendors[gateway] = vendor;
    proxies.push(proxy);
  }
});
afterAll(() => Promise.all([...proxies, ...Object.values(vendors)].map((each) => each.close())));

test.each(Object.keys(VENDORS))("what %s's vendor reports is believed where it is asked through the proxy", async (gateway) => {
  const { saves, pay, reportOf } = vendors[gateway];
  const { price } = await aPlan(saves ? {} : { kind: "PASS" });
  const { orderId } = await order(await aViewer(), price, { gateway });
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await pay(gatewayReference!);
  expect(await receivePaymentWebhook(gateway, reportOf(gatewayReference!))).toMatchObject({ status: 200, eventId: expect.any(String) });
});
