import { beforeAll, describe, expect, it, vi } from "vitest";
import * as coupons from "#app/operator/coupons/actions.ts";
import * as disputes from "#app/operator/disputes/actions.ts";
import * as events from "#app/operator/events/actions.ts";
import * as exports from "#app/operator/exports/actions.ts";
import * as differences from "#app/operator/gateways/actions.ts";
import * as invoices from "#app/operator/invoices/actions.ts";
import * as plans from "#app/operator/plans/actions.ts";
import * as security from "#app/operator/security/actions.ts";
import * as settings from "#app/operator/settings/actions.ts";
import * as channels from "#app/operator/settings/channels/actions.ts";
import * as gateways from "#app/operator/settings/gateways/actions.ts";
import * as taxes from "#app/operator/settings/taxes/actions.ts";
import * as stores from "#app/operator/stores/actions.ts";
import * as subscriptions from "#app/operator/subscriptions/actions.ts";
import * as team from "#app/operator/team/actions.ts";
import * as statements from "#app/operator/transactions/statements/actions.ts";
import { db } from "#lib/db/client.ts";
import type { Role } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { addPlan, addPrice } from "#tests/domain/catalog/catalog-fixtures.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Refused, submit } from "#tests/support/request.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ refresh: () => {}, revalidatePath: () => {} }));

useDatabase();

const id = crypto.randomUUID();
type Call = (values: Record<string, string>) => Promise<{ to?: string }>;
const call =
  <T>(action: FormAction<T>): Call =>
  (values) =>
    submit(action, values);
/** Each action with the roles, beside owners, that may call it. */
const ACTIONS: [name: string, call: Call, roles: Role[]][] = [
  ["save a plan", call(plans.savePlanAction), []],
  ["move a plan", call(plans.movePlanAction), []],
  ["save a price", call(plans.savePriceAction), ["FINANCE"]],
  ["archive a price", call(plans.archivePriceAction), ["FINANCE"]],
  ["save a coupon", call(coupons.saveCouponAction), ["FINANCE"]],
  ["make codes of a coupon", call(coupons.addCodesAction), ["FINANCE"]],
  ["withdraw codes of a coupon", call(coupons.revokeCodesAction), ["FINANCE"]],
  ["archive a coupon", call(coupons.archiveCouponAction), ["FINANCE"]],
  ["save a tax rate", call(taxes.saveTaxRateAction), ["FINANCE"]],
  ["remove a tax rate", call(taxes.removeTaxRateAction), ["FINANCE"]],
  ["load tax rates", call(taxes.loadTaxRatesAction), ["FINANCE"]],
  ["replay an event", call(events.replayAction), ["FINANCE", "SUPPORT"]],
  ...Object.entries(settings).map(([name, action]): [string, Call, Role[]] => [name, call(action), []]),
  ["get letters about the business", call(security.getDigests), ["FINANCE"]],
  ["pause tries", call(invoices.hold), ["FINANCE", "SUPPORT"]],
  ["go on trying", call(invoices.release), ["FINANCE", "SUPPORT"]],
  ["charge an invoice now", call(invoices.tryNow), ["FINANCE", "SUPPORT"]],
  ["forgive an invoice", call(invoices.forgive), ["FINANCE"]],
  ["record a payment", call(invoices.record), ["FINANCE"]],
  ["record what was paid ahead", call(subscriptions.recordPaidAhead), ["FINANCE"]],
  ...Object.entries(statements).map(([name, action]): [string, Call, Role[]] => [name, call(action as FormAction<unknown>), ["FINANCE"]]),
  ...Object.entries(disputes).map(([name, action]): [string, Call, Role[]] => [name, call(action as FormAction<unknown>), ["FINANCE"]]),
  ...Object.entries(differences).map(([name, action]): [string, Call, Role[]] => [name, call(action as FormAction<unknown>), ["FINANCE"]]),
  ["ask for an export", call(exports.ask), ["FINANCE"]],
  ["delete an export", call(exports.remove), ["FINANCE"]],
  ["link a purchase in a store", call(stores.linkPurchaseAction), ["FINANCE", "SUPPORT"]],
  ["let a viewer test a store", call(stores.letTestAction), ["FINANCE", "SUPPORT"]],
  ["map a product", call(stores.mapProductAction), []],
  ["no longer map a product", call(stores.unmapProductAction), []],
  ["test a store", call(stores.testStoreAction), []],
  ["switch a gateway", call(gateways.switchGateway), []],
  ["set a gateway", call(gateways.setGateway), []],
  ["say whom a gateway is offered to", call(gateways.offerGateway), []],
  ["move a gateway", call(gateways.orderGateways), []],
  ["set a channel", call(channels.setChannel), []],
  ["test a gateway", call(gateways.testGateway), []],
  ["test a channel", call(channels.testChannel), []],
  ["invite", call(team.inviteAction), []],
  ["change a role", call(team.changeRoleAction), []],
  ["take access", call(team.setDisabledAction), []],
];

describe.each(ACTIONS)("%s", (_name, call, roles) => {
  it("sends who is not signed in to the sign-in page", async () => {
    newBrowser();
    expect((await call({})).to).toMatch(/^\/operator\/sign-in/);
  });

  it.each(["FINANCE", "SUPPORT", "VIEWER"] as const)("as %s", async (role) => {
    await signInAs(role);
    const called = call({ id: "not an id" });
    if (roles.includes(role)) await called;
    else await expect(called).rejects.toEqual(new Refused(403));
  });
});

describe("a plan's form", () => {
  beforeAll(async () => {
    await signInAs("OWNER");
  });

  it("opens the new plan", async () => {
    const answer = await submit(plans.savePlanAction, { name: "Sports", slug: "sports", poster: "art:stadium" });
    const plan = await db.plan.findUniqueOrThrow({ where: { slug: "sports" } });
    expect(answer.to).toBe(`/operator/plans/${plan.id}`);
  });

  it("keeps what was typed when the address is taken", async () => {
    const plan = await addPlan();
    const answer = await submit(plans.savePlanAction, { name: "Other", slug: plan.slug, poster: "" });
    expect(answer).toMatchObject({
      status: "refused",
      errors: { slug: expect.stringContaining(plan.name) },
      values: { name: "Other", slug: plan.slug },
    });
  });

  it("keeps the uploaded picture when another field changes", async () => {
    const poster = `data:image/png;base64,${Buffer.from("89504e470d0a1a0a0000", "hex").toString("base64")}`;
    const plan = await addPlan({ poster });
    expect(await submit(plans.savePlanAction, { id: plan.id, name: "New name", slug: plan.slug, poster: "keep" })).toMatchObject({
      status: "done",
    });
    expect(await db.plan.findUnique({ where: { id: plan.id } })).toMatchObject({ name: "New name", poster });
  });

  it("refuses an amount at its field", async () => {
    const plan = await addPlan();
    const price = { planId: plan.id, interval: "MONTH", intervalCount: "1", trialDays: "0", taxIncluded: "on" };
    const answer = await submit(plans.savePriceAction, { ...price, "amounts.EUR.amount": "9,9,9", "amounts.USD.amount": "9.99" });
    expect(answer).toMatchObject({ status: "refused", errors: { "amounts.EUR.amount": expect.stringContaining("9.99") } });
    expect(await submit(plans.savePriceAction, { ...price, "amounts.EUR.amount": "9.99" })).toMatchObject({
      status: "done",
      data: { replaced: false },
    });
  });

  it("says that a price on its own cannot be taken off sale", async () => {
    const plan = await addPlan();
    const price = await addPrice(plan.id, { EUR: { amount: 100n, setupFee: 0n } });
    await db.plan.update({ where: { id: plan.id }, data: { status: "PUBLIC" } });
    expect(await submit(plans.archivePriceAction, { id: price.id })).toMatchObject({
      status: "refused",
      message: expect.stringContaining("only"),
    });
    expect(await submit(plans.archivePriceAction, { id })).toMatchObject({ status: "refused" });
  });
});

describe("settings", () => {
  beforeAll(async () => {
    await signInAs("OWNER");
  });

  it("keep the parts of a section that the form does not edit", async () => {
    const before = (await getSettings()).brand;
    await submit(settings.saveLegal, { terms: "# Terms", privacy: "", imprint: "" });
    await submit(settings.saveContent, {
      heroTitle: "Hello",
      heroText: "",
      "faq.r7.question": "Why?",
      "faq.r7.answer": "Because.",
      "faq.r2.question": "How?",
      "faq.r2.answer": "So.",
      "faq.r3.question": " ",
      "faq.r3.answer": "",
    });
    expect((await getSettings()).brand).toEqual({
      ...before,
      terms: "# Terms",
      heroTitle: "Hello",
      heroText: "",
      faq: [
        { question: "Why?", answer: "Because." },
        { question: "How?", answer: "So." },
      ],
    });
  });

  it("say at the row what is missing", async () => {
    const answer = await submit(settings.saveContent, { heroTitle: "", heroText: "", "faq.r0.question": "Why?", "faq.r0.answer": "" });
    expect(answer.errors).toHaveProperty(["faq.r0.answer"]);
  });

  it("refuse a default that is not offered, and days out of order", async () => {
    const market = { currencies: "EUR", defaultCurrency: "USD", locales: "en", defaultLocale: "ar" };
    expect(Object.keys((await submit(settings.saveMarket, market)).errors ?? {})).toEqual(["defaultCurrency", "defaultLocale"]);
    const renewals = { graceDays: "21", suspendDays: "0", renewalDaysBefore: "3", trialDaysBefore: "3", cardExpiryDaysBefore: "7, 30" };
    expect((await submit(settings.saveRenewals, { ...renewals, retryAfterDays: "7, 3" })).errors).toHaveProperty("retryAfterDays");
    expect(await submit(settings.saveRenewals, { ...renewals, retryAfterDays: "1, 4" })).toMatchObject({ status: "done" });
    expect((await getSettings()).dunning.retryAfterDays).toEqual([1, 4]);
  });

  it("switch a gateway for the checkout, and test only one that has its keys", async () => {
    await submit(gateways.switchGateway, { gateway: "stripe", enabled: "false" });
    expect((await getSettings()).gateways.stripe.enabled).toBe(false);
    const stripe = (suffix: string, place = "hosted") =>
      submit(gateways.setGateway, { gateway: "stripe", "settings.statementSuffix": suffix, "settings.place": place });
    const unfit = await stripe("<TV>");
    expect(Object.keys(unfit.errors ?? {})).toEqual(["settings.statementSuffix"]);
    const unkeyed = await stripe("TV", "here");
    expect(unkeyed.errors).toEqual({ "settings.place": expect.stringContaining("key that the environment lacks") });
    expect(await stripe("TV")).toMatchObject({ status: "done" });
    expect((await getSettings()).gateways.stripe).toMatchObject({ enabled: false, settings: { statementSuffix: "TV" } });
    const nobody = await submit(channels.setChannel, { channel: "smtp", "settings.replyTo": "nobody" });
    expect(nobody.errors).toEqual({ "settings.replyTo": expect.stringContaining("name@example.com") });
    expect(await submit(gateways.testGateway, { gateway: "stripe" })).toMatchObject({ status: "refused" });
    expect(await submit(gateways.testGateway, { gateway: "sandbox" })).toMatchObject({ status: "done", data: { works: true } });
  });
});

it("an event is handled again, and that is written down with who asked", async () => {
  const operator = await signInAs("SUPPORT");
  const event = await db.inboundEvent.create({
    data: { source: "sandbox", externalId: "evt_1", type: "payment", payload: "{}", receivedAt: now(), attempts: 3, error: "no answer" },
  });
  expect(await submit(events.replayAction, { id: event.id })).toMatchObject({ status: "done", data: { handled: true } });
  expect(await db.auditEntry.findFirst({ where: { action: "event.replayed" } })).toMatchObject({
    subjectId: event.id,
    actorId: operator.id,
  });
  expect(await submit(events.replayAction, { id })).toMatchObject({ status: "refused" });
});
