import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { gatewayHealth } from "#lib/reports/gateway-health.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

/** What the dashboard and the page of gateways say. */
async function told(): Promise<[number, number, string]> {
  const { counts } = await needsAttention(now(), "UTC");
  const [health] = await gatewayHealth(["sandbox"], now(), "UTC");
  return [counts.unknownMethods, health.unknownMethods, health.state];
}

test("keys of another account: renewals are tried again as usual, viewers get the usual letters, and operators are told once for all of them", async () => {
  const day = (instant: string) => stopClockAt(new Date(`${instant}T12:00:00Z`));
  day("2026-01-10");
  const { price } = await aPlan();
  const viewers = [await aViewer(), await aViewer(), await aViewer()];
  const bought = [];
  for (const viewer of viewers) bought.push((await buy(viewer, price)).subscriptionId);
  const known = await db.paymentMethod.findMany({ where: { customerId: { in: viewers.map(({ id }) => id) } } });
  for (const { id } of known) await db.paymentMethod.update({ where: { id }, data: { reference: `of_another_account_${id}` } });
  expect(await told()).toEqual([0, 0, "well"]);

  await at("2026-02-10");
  for (const id of bought) expect(await statusOf(id)).toBe("PAST_DUE");
  for (const { id } of viewers) expect(await emailsTo(id)).toMatchObject({ payment_failed: 1 });
  expect(await told()).toEqual([3, 3, "doubtful"]);

  // One viewer pays with another card, and one is of the account whose keys are put in at last.
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId: bought[0], status: "OPEN" } });
  await payInvoice({ invoiceId, gateway: "sandbox" }, viewers[0], null);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId, status: "PENDING" } });
  await completeSandboxCheckout(gatewayReference!, CARDS.ok);
  await confirmReturn({ invoiceId });
  expect(await statusOf(bought[0])).toBe("ACTIVE");
  expect(await told()).toEqual([2, 2, "doubtful"]);
  const { id, reference } = known.find(({ customerId }) => customerId === viewers[1].id)!;
  await db.paymentMethod.update({ where: { id }, data: { reference } });

  await at("2026-02-12");
  expect(await statusOf(bought[1])).toBe("ACTIVE");
  expect(await statusOf(bought[2])).toBe("PAST_DUE");
  expect(await told()).toEqual([1, 1, "doubtful"]);

  for (const later of ["2026-02-17", "2026-02-24", "2026-03-03", "2026-03-04"]) await at(later);
  expect((await chargesOf(bought[2])).filter(([status]) => status === "DECLINED").length).toBeGreaterThan(2);
  expect(await statusOf(bought[2])).toBe("EXPIRED");
  expect((await told()).slice(0, 2)).toEqual([0, 0]);
  await expectBooksAgree();
});
