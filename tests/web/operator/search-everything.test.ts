import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { find } from "#app/operator/shell-actions.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { messageHistory } from "#lib/messages/sending/queries.ts";
import { placeholder } from "#lib/messages/templates/secrets.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
stopClockAt(new Date("2026-03-01T12:00:00Z"));

const titles = async (query: string, kind: string) => (await find(query)).filter((one) => one.kind === kind).map(({ title }) => title);

beforeAll(async () => {
  await buy(await aViewer({ name: "José García", email: "jose@example.com" }), (await aPlan()).price);
  await aCoupon("FRÜHLING");
});
beforeEach(() => signInAs("OWNER"));

it("each payment is told with its amount and date", async () => {
  expect(await find("garcia")).toContainEqual(
    expect.objectContaining({ kind: "transaction", title: "José García", detail: "€10.00 · Mar 1, 2026 · Premium", status: "Succeeded" }),
  );
});

it("a card that was only saved is told without an amount", async () => {
  const { plan, price } = await aPlan({ trialDays: 7 });
  await db.plan.update({ where: { id: plan.id }, data: { name: "Sport" } });
  await buy(await aViewer({ name: "Sara Saved" }), price);
  expect(await find("sara saved")).toContainEqual(expect.objectContaining({ kind: "transaction", detail: "Mar 1, 2026 · Sport" }));
});

it("plans, coupons, templates, settings and things to do are found too", async () => {
  expect(await titles("premi", "plan")).toEqual(["Premium"]);
  expect(await titles("fruhling", "coupon")).toEqual(["FRÜHLING"]);
  expect((await find("receipt")).filter((one) => one.kind === "template").map(({ href }) => href)).toContain(
    "/operator/templates/receipt/email/en",
  );
  expect((await find("tax")).filter((one) => one.kind === "setting").map(({ href }) => href)).toEqual(["/operator/settings/taxes"]);
  expect(await titles("sign-in", "setting")).toEqual(["Sign-in and tries to pay"]);
  expect(await titles("new coup", "action")).toEqual(["New coupon"]);
});

it("“refund …” and “cancel …” lead to what can be given back or ended, for those who may", async () => {
  const charge = await db.transaction.findFirstOrThrow();
  expect((await find("refund garcia")).filter((one) => one.kind === "action")).toMatchObject([
    { href: `/operator/transactions?open=${charge.id}`, title: "Refund José García", detail: expect.stringContaining("€10.00") },
  ]);
  expect(await titles("refund nobody", "action")).toEqual([]);
  expect(await titles("cancel jose", "action")).toEqual(["Cancel the subscription of José García"]);
  await signInAs("SUPPORT");
  expect(await titles("refund garcia", "action")).toEqual([]);
  expect(await titles("cancel jose", "action")).toHaveLength(1);
  expect(await titles("tax", "setting")).toEqual([]);
  await signInAs("VIEWER");
  expect(await titles("cancel jose", "action")).toEqual([]);
});

it("the place of a secret is never shown raw, however a text is cut", async () => {
  const { id: customerId } = await db.customer.findFirstOrThrow();
  const { id: templateVersionId } = await db.templateVersion.findFirstOrThrow();
  for (let before = 40; before < 165; before += 5)
    await db.message.create({
      data: {
        ...{ kind: "SMS", templateKey: "welcome", templateVersionId, locale: "en", recipient: "+49301234567", status: "SENT", customerId },
        ...{
          text: `${"x".repeat(before)} ${placeholder("login.password")}`,
          dedupeKey: crypto.randomUUID(),
          createdAt: new Date(1.8e12 + before),
        },
      },
    });
  const filters = { text: "", kind: null, status: null, templateKey: null, customerId: null, from: null, until: null };
  const history = (await messageHistory(filters, null)).rows.map(({ title }) => title);
  for (const { number } of await db.message.findMany()) history.push(...(await find(String(number))).map(({ title }) => title));
  expect(history.length).toBeGreaterThan(50);
  expect(history.filter((title) => title.includes("[["))).toEqual([]);
});
