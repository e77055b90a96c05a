import { beforeEach, expect, it } from "vitest";
import { countTry } from "#lib/abuse/count-try.ts";
import { forgetTries } from "#lib/abuse/forget-tries.ts";
import { checkedLately } from "#lib/abuse/queries.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { anAccount } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, buy, order } from "#tests/support/shop.ts";

useDatabase();

const HOUR_MS = 3_600_000;
/** Beyond all limits; a thousand would say no more, and take a busy machine half a minute. */
const MANY = 250;
let hours = 0;

/** Each test has an hour, and a day, of its own. */
beforeEach(async () => {
  await db.paymentTry.deleteMany();
  hours += 48;
  stopClockAt(new Date(Date.UTC(2027, 0, 1) + hours * HOUR_MS));
});

const tries = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What a gateway would be asked, of so many tries from `from` for `as`, each card of which is declined. */
async function reached(count: number, from: (index: number) => string, as: (index: number) => string | Customer): Promise<number> {
  let asked = 0;
  for (const index of tries(count)) {
    const who = as(index);
    const ip = from(index);
    const verdict = await countTry({ customerId: typeof who === "string" ? who : who.id, ip });
    if (verdict.kind !== "free") continue;
    asked += 1;
    await declined(typeof who === "string" ? await anAccount() : who, ip);
  }
  return asked;
}

/** As the outcome door records it: the gateway's page was open, and the card was declined. */
async function declined({ id, name, email }: Customer, ip: string | null, paymentMethodId?: string): Promise<void> {
  const payment = await db.transaction.create({
    data: {
      kind: "SETUP",
      status: "PENDING",
      gateway: "sandbox",
      customerId: id,
      currency: "EUR",
      amount: 0n,
      name,
      email,
      address: {},
      ip,
      paymentMethodId,
      createdAt: now(),
    },
  });
  await applyOutcome(payment.id, { status: "declined", retry: "retry", code: "card_declined", reason: "No." }, "return");
}

it("of many cards from one address and one account, five reach a gateway; the last is refused nowhere else", async () => {
  const [thief, neighbour] = [await anAccount(), await anAccount()];
  expect(
    await reached(
      MANY,
      () => "198.51.100.7",
      () => thief,
    ),
  ).toBe(5);
  expect(await countTry({ customerId: neighbour.id, ip: "198.51.100.8" })).toMatchObject({ kind: "free" });
  // The account's owner is there, too: what strangers do from elsewhere, without their session, is no try of theirs.
  expect(await countTry({ customerId: neighbour.id, ip: "198.51.100.7" })).toMatchObject({ kind: "free" });
});

it("of many accounts at one address, fifteen reach a gateway", async () => {
  expect(
    await reached(
      MANY,
      () => "198.51.100.7",
      () => newId(),
    ),
  ).toBe(15);
});

it("of one account at many addresses, five", async () => {
  const thief = await anAccount();
  expect(
    await reached(
      MANY,
      (index) => `198.51.${index % 250}.${Math.floor(index / 250)}`,
      () => thief,
    ),
  ).toBe(5);
});

it("a network of IPv6 is one, however many addresses it has, and so is a site of many networks", async () => {
  expect(
    await reached(
      300,
      (index) => `2001:db8:1:2::${index.toString(16)}`,
      () => newId(),
    ),
  ).toBe(15);
  await db.paymentTry.deleteMany();
  expect(
    await reached(
      300,
      (index) => `2001:db8:1:${index.toString(16)}::1`,
      () => newId(),
    ),
  ).toBe(75);
});

it("of many accounts at many addresses, no more than the pattern of their failures needs to be seen; who has paid before goes on", async () => {
  const regular = await anAccount();
  await buy(regular, (await aPlan()).price);
  let asked = 0;
  for (const index of tries(MANY)) {
    stopClockAt(new Date(now().getTime() + 1000));
    asked += await reached(
      1,
      () => `10.${index % 200}.${Math.floor(index / 200)}.1`,
      () => newId(),
    );
  }
  expect(asked).toBeGreaterThanOrEqual(20);
  expect(asked).toBeLessThan(120);
  expect(await countTry({ customerId: regular.id, ip: "192.0.2.1" })).toMatchObject({ kind: "free" });
  expect(await countTry({ customerId: newId(), ip: "192.0.2.2" })).toMatchObject({ kind: "checked" });
});

it("an account is refused by its own tries alone, and told until when", async () => {
  await db.setting.create({ data: { key: "security", value: { checkAfterTries: 1000 }, updatedAt: now() } });
  const viewer = await anAccount();
  for (const _ of tries(20)) expect(await countTry({ customerId: viewer.id, ip: "203.0.113.5" })).toMatchObject({ kind: "free" });
  const refused = await countTry({ customerId: viewer.id, ip: "203.0.113.6" });
  expect(refused).toEqual({ kind: "refused", until: new Date(now().getTime() + HOUR_MS) });
  expect(await checkedLately()).toMatchObject([{ key: `account:${viewer.id}`, tries: 20, refused: 1 }, { refused: 1 }]);
  stopClockAt(new Date(now().getTime() + HOUR_MS));
  expect(await countTry({ customerId: viewer.id, ip: "203.0.113.5" })).toMatchObject({ kind: "free" });
  await db.setting.deleteMany({ where: { key: "security" } });
});

it("a card that was declined for others is known again, and one that many accounts save", async () => {
  const [thief, next] = [await anAccount(), await anAccount()];
  const card = (customerId: string, fingerprint: string) =>
    db.paymentMethod.create({
      data: { customerId, gateway: "sandbox", reference: newId(), kind: "card", fingerprint, createdAt: now() },
    });
  const { id } = await card(thief.id, "stolen");
  for (const index of tries(5)) await declined(thief, `192.0.2.${index}`, id);
  expect(await countTry({ customerId: next.id, ip: "203.0.113.9" })).toMatchObject({ kind: "free" });
  await card(next.id, "stolen");
  expect(await countTry({ customerId: next.id, ip: "203.0.113.9" })).toMatchObject({ kind: "checked" });
  const many = await Promise.all(tries(5).map(() => anAccount()));
  for (const { id } of many) await card(id, "shared");
  expect(await countTry({ customerId: many[4].id, ip: "203.0.113.10" })).toMatchObject({ kind: "checked" });
  const collector = await anAccount();
  for (const index of tries(5)) await card(collector.id, `card ${index}`);
  expect(await countTry({ customerId: collector.id, ip: "203.0.113.11" })).toMatchObject({ kind: "checked" });
});

it("lets a day of a shop through: families behind one address, a card declined and another tried, renewals that fail at night", async () => {
  const { price } = await aPlan();
  const family = await Promise.all(tries(6).map(() => anAccount()));
  for (const viewer of family)
    for (const turn of tries(3)) {
      expect(await countTry({ customerId: viewer.id, ip: "203.0.113.20" })).toMatchObject({ kind: "free", isCrowded: false });
      if (turn < 2) await declined(viewer, "203.0.113.20");
    }
  const viewer = await anAccount();
  await order(viewer, price);
  for (const _ of tries(9)) await declined(viewer, null);
  expect(await countTry({ customerId: viewer.id, ip: "203.0.113.21" })).toMatchObject({ kind: "free" });
});

it("forgets counts a day after their hour", async () => {
  await countTry({ customerId: newId(), ip: "203.0.113.30" });
  expect(await forgetTries(new Date(now().getTime() + 24 * HOUR_MS), 100)).toBe(0);
  expect(await forgetTries(new Date(now().getTime() + 25 * HOUR_MS), 100)).toBe(3);
});
