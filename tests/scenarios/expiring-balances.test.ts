import { beforeEach, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyTopUp } from "#lib/billing/buying/buy-top-up.ts";
import { redeemVoucher } from "#lib/billing/buying/redeem-voucher.ts";
import { expireBalances } from "#lib/billing/renewing/expire-balances.ts";
import { giveCredit, giveCreditInput } from "#lib/billing/settling/give-credit.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expiringOf } from "#lib/wallet/expiring.ts";
import { walletOf } from "#lib/wallet/history.ts";
import { makeVouchers, makeVouchersInput } from "#lib/wallet/make-vouchers.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aViewer, CARDS, changeSettings, liveIn } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

useDatabase();

const USUAL: Settings["balance"]["expiry"][string]["kinds"] = ["goodwill", "voucher"];
const expiresAfter = (months: number, kinds = USUAL) =>
  changeSettings("balance", {
    expiry: { EUR: { months, kinds } },
    expiryNoticeDays: 30,
    topUps: { EUR: { amounts: ["1000"], most: null } },
  });
const never = () => changeSettings("balance", { expiry: {} });
beforeEach(async () => {
  await liveIn("Europe/Berlin");
  await never();
});

const give = ({ id }: Customer, amount: string, way: "give" | "take" = "give") =>
  giveCredit(giveCreditInput.parse({ customerId: id, way, currency: "EUR", amount, reason: "outage" }), SYSTEM);
const held = async ({ id }: Customer) => (await walletOf(id)).balances[0]?.minor ?? 0n;
/** What the viewer reads of it: how much, and the last day. */
const shown = async ({ id }: Customer) => {
  const last = ({ expiresAt }: { expiresAt: Date }) => civilDate(new Date(expiresAt.getTime() - 1), "Europe/Berlin").toString();
  return (await expiringOf(id, await getSettings())).map((part) => [part.left.minor, last(part)]);
};
const letters = ({ id }: Customer) => db.message.count({ where: { customerId: id, templateKey: "balance_expiring" } });
const earned = async () => {
  const { _sum } = await db.ledgerEntry.aggregate({ where: { account: "breakage" }, _sum: { amount: true } });
  return -(_sum.amount ?? 0n);
};
async function payIn(viewer: Customer) {
  const { id } = await buyTopUp({ currency: "EUR", amount: 1000n, gateway: "sandbox" }, viewer, null);
  const { gatewayReference } = await db.transaction.findUniqueOrThrow({ where: { id } });
  await completeSandboxCheckout(gatewayReference!, CARDS.ok);
  await confirmReturn({ topUpId: id });
}
async function redeem(viewer: Customer) {
  await makeVouchers(makeVouchersInput.parse({ name: "Kiosk", count: 1, currency: "EUR", amount: "5.00" }), SYSTEM);
  const { sealed } = await db.voucher.findFirstOrThrow({ where: { redeemedAt: null } });
  await redeemVoucher({ code: unseal(sealed), outcome: "balance" }, viewer, null);
}

test("balance never expires unless the operator says so", async () => {
  await at("2021-01-31");
  const viewer = await aViewer();
  await give(viewer, "5.00");
  expect(await shown(viewer)).toEqual([]);
  await at("2025-12-31");
  expect([await held(viewer), await letters(viewer)]).toEqual([500n, 0]);
  await give(viewer, "5.00", "take");
  await expectBooksAgree();
});

test("goodwill and vouchers expire at the end of the day so many months later, told 30 days before; what was paid in stays", async () => {
  await expiresAfter(12);
  await at("2026-01-31");
  const viewer = await aViewer();
  const before = await earned();
  await give(viewer, "5.00");
  await redeem(viewer);
  await payIn(viewer);
  expect(await shown(viewer)).toEqual([[1000n, "2027-01-31"]]);
  await at("2026-12-31");
  expect(await letters(viewer)).toBe(0);
  await at("2027-01-01");
  expect(await letters(viewer)).toBe(2);
  expect(await shown(viewer)).toEqual([[1000n, "2027-01-31"]]);
  await at("2027-01-31T22:30:00Z");
  expect(await held(viewer)).toBe(2000n);
  await at("2027-01-31T23:30:00Z");
  expect([await held(viewer), await shown(viewer)]).toEqual([1000n, []]);
  expect((await walletOf(viewer.id)).history.slice(0, 2)).toMatchObject([{ cause: "expired" }, { cause: "expired", amount: -500n }]);
  expect((await earned()) - before).toBe(1000n);
  expect(await letters(viewer)).toBe(2);
  await expectBooksAgree();
});

test("the oldest is spent first, so only what is left of it expires, and of what is spent nobody is told", async () => {
  await expiresAfter(12);
  await at("2027-02-01");
  const [saver, spender] = [await aViewer(), await aViewer()];
  for (const viewer of [saver, spender]) await give(viewer, "5.00");
  await at("2027-06-01");
  for (const viewer of [saver, spender]) await give(viewer, "5.00");
  await give(saver, "2.00", "take");
  await give(spender, "6.00", "take");
  expect(await shown(saver)).toEqual([
    [300n, "2028-02-01"],
    [500n, "2028-06-01"],
  ]);
  expect(await shown(spender)).toEqual([[400n, "2028-06-01"]]);
  await at("2028-01-02");
  expect([await letters(saver), await letters(spender)]).toEqual([1, 0]);
  await at("2028-02-02");
  expect([await held(saver), await held(spender)]).toEqual([500n, 400n]);
  await at("2028-05-02");
  await at("2028-06-02");
  expect([await held(saver), await held(spender)]).toEqual([0n, 0n]);
  await expectBooksAgree();
});

test("a rule that is younger than the money takes nothing before its letter is 30 days old, and one that is taken back takes nothing", async () => {
  await at("2028-07-01");
  const [viewer, spared] = [await aViewer(), await aViewer()];
  await give(viewer, "5.00");
  await at("2030-07-01");
  await give(spared, "5.00");
  await expiresAfter(12);
  expect(await shown(viewer)).toEqual([[500n, "2030-07-31"]]);
  await at("2030-07-02");
  expect([await letters(viewer), await letters(spared)]).toEqual([1, 0]);
  const told = await db.balanceExpiry.findFirstOrThrow({ where: { customerId: viewer.id } });
  expect(await expiringOf(viewer.id, await getSettings())).toMatchObject([{ expiresAt: told.expiresAt }]);
  await at("2030-07-31");
  expect(await held(viewer)).toBe(500n);
  await at("2030-08-02");
  expect(await held(viewer)).toBe(0n);
  await at("2031-06-10");
  expect(await letters(spared)).toBe(1);
  await expiresAfter(24);
  await at("2031-07-05");
  expect(await held(spared)).toBe(500n);
  await never();
  await at("2033-01-01");
  expect(await held(spared)).toBe(500n);
  await give(spared, "5.00", "take");
  await expectBooksAgree();
});

test("money that viewers paid in expires where the operator says so", async () => {
  await expiresAfter(36, ["top_up"]);
  await at("2033-02-01");
  const viewer = await aViewer();
  await payIn(viewer);
  await give(viewer, "5.00");
  await at("2036-01-02");
  await at("2036-02-02");
  expect(await held(viewer)).toBe(500n);
  await expectBooksAgree();
});

test("what is spent while it expires is spent or expires, never both, and several workers let it expire once", async () => {
  await expiresAfter(1);
  await at("2036-03-01");
  const viewers = await Promise.all(Array.from({ length: 6 }, () => aViewer()));
  for (const viewer of viewers) await give(viewer, "5.00");
  await at("2036-03-10");
  stopClockAt(new Date("2036-04-20T12:00:00Z"));
  const spend = viewers.map((viewer) => give(viewer, "5.00", "take").catch(() => undefined));
  await Promise.all([expireBalances(), ...spend, expireBalances(), expireBalances()]);
  for (const viewer of viewers) expect(await held(viewer)).toBe(0n);
  await expectBooksAgree();
});
