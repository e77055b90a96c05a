import { beforeAll, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { chooseDigest } from "#lib/identity/choose-digest.ts";
import { dueLetters } from "#lib/jobs/due-letters.ts";
import { sendDigests } from "#lib/jobs/send-digests.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, liveIn, order, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();

const letters = (recipient: string) => db.message.findMany({ where: { recipient }, orderBy: { number: "asc" } });
const choose = async (email: string, digest: "NEVER" | "DAILY" | "WEEKLY") =>
  chooseDigest({ digest }, await db.operator.findUniqueOrThrow({ where: { email } }));

beforeAll(async () => {
  await liveIn("Europe/Berlin");
  for (const [role, email] of [
    ["OWNER", "owner@example.com"],
    ["FINANCE", "finance@example.com"],
    ["SUPPORT", "support@example.com"],
    ["FINANCE", "quiet@example.com"],
  ] as const)
    await anOperator(role, email);
  await db.operator.update({ where: { email: "finance@example.com" }, data: { locale: "ar" } });
  await choose("owner@example.com", "DAILY");
  await choose("finance@example.com", "WEEKLY");
  await choose("support@example.com", "DAILY");
  stopClockAt(new Date("2026-06-09T12:00:00Z"));
  const { price } = await aPlan();
  await buy(await aViewer(), price);
  // The last hour of the day in Berlin, of which it is Wednesday's first in Greenwich no more.
  stopClockAt(new Date("2026-06-09T21:30:00Z"));
  await buy(await aViewer(), price);
  await payAtSandbox((await order(await aViewer(), price)).orderId, CARDS.insufficientFunds).catch(() => undefined);
});

it("tells an owner in the morning how yesterday was, once, with what the day's rows come to", async () => {
  stopClockAt(new Date("2026-06-10T04:59:00Z"));
  expect(await sendDigests(20)).toBe(0);
  expect(await letters("owner@example.com")).toEqual([]);
  stopClockAt(new Date("2026-06-10T05:00:00Z"));
  await Promise.all([sendDigests(20), sendDigests(20)]);
  expect(await sendDigests(20)).toBe(0);
  const [letter, ...more] = await letters("owner@example.com");
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ templateKey: "digest", status: "QUEUED", subject: expect.stringContaining("€20.00") });
  expect(letter.text).toMatch(/Payments[^\d]+2\b/);
  expect(letter.text).toContain("period=custom&from=2026-06-09&to=2026-06-09");
});

it("tells finance on Monday about the week, in their language, and nobody who may not or does not want to", async () => {
  stopClockAt(new Date("2026-06-15T06:00:00Z"));
  while ((await sendDigests(1)) > 0);
  const written = await letters("finance@example.com");
  expect(written.map(({ dedupeKey }) => dedupeKey.split(":").slice(2).join(" "))).toContain("2026-06-08 2026-06-14 email");
  expect(written.at(-1)).toMatchObject({ locale: "ar", subject: expect.stringContaining("الأسبوع الماضي") });
  expect([...(await letters("support@example.com")), ...(await letters("quiet@example.com"))]).toEqual([]);
});

it("leads on the first of a month to the reports of the last one", async () => {
  stopClockAt(new Date("2026-07-01T06:00:00Z"));
  while ((await sendDigests(20)) > 0);
  const [letter] = (await letters("owner@example.com")).filter(({ templateKey }) => templateKey === "monthly_reports");
  expect(letter.text).toContain("/operator/tax?to=2026-06-30");
  expect(letter.text).toContain("/operator/receivables?on=2026-06-30");
});

it.each([
  ["2026-06-10T04:59:00Z", "DAILY", []],
  ["2026-06-10T05:00:00Z", "DAILY", ["2026-06-09 2026-06-09"]],
  ["2026-06-14T12:00:00Z", "WEEKLY", ["2026-06-01 2026-06-07"]],
  ["2026-06-15T12:00:00Z", "WEEKLY", ["2026-06-08 2026-06-14"]],
  ["2027-01-01T12:00:00Z", "DAILY", ["2026-12-31 2026-12-31", "2026-12-01 2026-12-31"]],
  ["2027-01-08T12:00:00Z", "NEVER", []],
] as const)("at %s, who chose %s gets letters about %j", (at, digest, days) => {
  const due = dueLetters({ id: "me", digest }, new Date(at), "Europe/Berlin");
  expect(due.map(({ from, to }) => `${from} ${to}`)).toEqual(days);
});
