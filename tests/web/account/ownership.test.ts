import { beforeAll, describe, expect, it, vi } from "vitest";
import { signInAsViewer } from "#app/(auth)/actions.ts";
import * as actions from "#app/(shop)/account/actions.ts";
import { GET as invoicePdf } from "#app/(shop)/account/invoices/[id]/pdf/route.ts";
import { resumeOrder } from "#app/(shop)/checkout/actions.ts";
import { ownMethods } from "#lib/billing/buying/own-methods.ts";
import { ownInvoice, ownInvoices, ownMessage, ownMessages, ownSubscription } from "#lib/customers/account-queries.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { aPlan, buy, order } from "#tests/support/shop.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();

type Things = { viewer: Customer; subscription: string; invoice: string; method: string; message: string; order: string };
let mine: Things;
let theirs: Things;

async function aViewerWithThings(): Promise<Things> {
  const viewer = await db.customer.update({ where: { id: (await anAccount()).id }, data: { country: "DE" } });
  const [bought, waiting] = [await aPlan(), await aPlan()];
  const { subscriptionId } = await buy(viewer, bought.price);
  const { orderId } = await order(viewer, waiting.price);
  const [[invoice], [method], [message]] = await Promise.all([ownInvoices(viewer.id), ownMethods(viewer.id), ownMessages(viewer.id)]);
  return { viewer, subscription: subscriptionId, invoice: invoice.id, method: method.id, message: message.id, order: orderId };
}

const signIn = async ({ viewer }: Things) => {
  newBrowser();
  await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
};

beforeAll(async () => {
  mine = await aViewerWithThings();
  theirs = await aViewerWithThings();
});

describe("another viewer's rows", () => {
  it("are not found by any query", async () => {
    const { id } = mine.viewer;
    expect(await ownSubscription(id, theirs.subscription)).toBeNull();
    expect(await ownInvoice(id, theirs.invoice)).toBeNull();
    expect(await ownMessage(id, theirs.message)).toBeNull();
    expect((await ownInvoice(id, mine.invoice))?.id).toBe(mine.invoice);
  });

  it("cannot be canceled, kept, paused, resumed, paid, chosen or removed", async () => {
    await signIn(mine);
    const before = await db.subscription.findUniqueOrThrow({ where: { id: theirs.subscription } });
    const tries = [
      submit(actions.cancelSubscription, { subscriptionId: theirs.subscription }),
      submit(actions.keepSubscription, { subscriptionId: theirs.subscription }),
      submit(actions.pauseMyPlan, { subscriptionId: theirs.subscription, when: "now", until: "" }),
      submit(actions.resumeMyPlan, { subscriptionId: theirs.subscription }),
      submit(resumeOrder, { orderId: theirs.order }),
      submit(actions.payOpenInvoice, { invoiceId: theirs.invoice, gateway: "sandbox" }),
      submit(actions.renewWithMethod, { methodId: theirs.method }),
      submit(actions.forgetMethod, { methodId: theirs.method }),
    ];
    for (const answer of await Promise.all(tries)) expect(answer).toMatchObject({ status: "refused" });
    expect(await db.subscription.findUniqueOrThrow({ where: { id: theirs.subscription } })).toEqual(before);
    expect(await ownMethods(theirs.viewer.id)).toHaveLength(1);
  });

  it("are not printed", async () => {
    await signIn(mine);
    const print = (id: string) => invoicePdf(new Request("http://x"), { params: Promise.resolve({ id }) });
    expect((await print(theirs.invoice)).status).toBe(404);
    expect((await print("nonsense")).status).toBe(404);
    const own = await print(mine.invoice);
    expect(own.headers.get("content-type")).toBe("application/pdf");
    newBrowser();
    await expect(print(mine.invoice)).rejects.toMatchObject({ to: "/sign-in?to=%2Faccount%2Finvoices" });
  });

  it.each(Object.entries(actions))("are out of reach without signing in: %s", async (_name, action) => {
    newBrowser();
    expect(await submit(action as typeof actions.saveProfile, {})).toEqual({ to: "/sign-in?to=%2Faccount" });
  });
});

describe("one's own account", () => {
  it("cancels at the period's end and takes it back", async () => {
    await signIn(mine);
    expect(await submit(actions.cancelSubscription, { subscriptionId: mine.subscription, reason: "price" })).toEqual({
      to: "/account?notice=canceled",
    });
    expect(await ownSubscription(mine.viewer.id, mine.subscription)).toMatchObject({
      cancelAtPeriodEnd: true,
      status: "ACTIVE",
      cancelReason: "price",
    });
    expect(await submit(actions.keepSubscription, { subscriptionId: mine.subscription })).toEqual({ to: "/account?notice=kept" });
    expect(await ownSubscription(mine.viewer.id, mine.subscription)).toMatchObject({ cancelAtPeriodEnd: false });
  });

  it("pauses its plan, and resumes it", async () => {
    await signIn(mine);
    const pause = { subscriptionId: mine.subscription, when: "now", until: "" };
    expect(await submit(actions.pauseMyPlan, { ...pause, until: "2020-01-01" })).toMatchObject({
      errors: { until: expect.stringContaining("after") },
      values: { until: "2020-01-01" },
    });
    expect(await submit(actions.pauseMyPlan, pause)).toEqual({ to: "/account?notice=paused" });
    expect(await ownSubscription(mine.viewer.id, mine.subscription)).toMatchObject({ status: "PAUSED" });
    expect(await submit(actions.resumeMyPlan, { subscriptionId: mine.subscription })).toEqual({ to: "/account?notice=resumed" });
    expect(await ownSubscription(mine.viewer.id, mine.subscription)).toMatchObject({ status: "ACTIVE", pausedAt: null });
  });

  it("shows the TV password, and gives a new one", async () => {
    await signIn(mine);
    const shown = await submit(actions.showTvPassword, { what: "reveal" });
    expect(shown.data).toEqual({ password: expect.stringMatching(/^([a-z]{4}-){3}\d{4}$/), reset: false });
    const next = await submit(actions.showTvPassword, { what: "reset" });
    expect(next.data?.password).not.toBe(shown.data?.password);
    expect((await submit(actions.showTvPassword, { what: "reveal" })).data?.password).toBe(next.data?.password);
  });

  it("keeps the last method while a subscription renews; another one takes its place", async () => {
    await signIn(mine);
    expect(await submit(actions.forgetMethod, { methodId: mine.method })).toMatchObject({
      status: "refused",
      message: expect.stringContaining("renews"),
    });
    const other = await db.paymentMethod.create({
      data: { customerId: mine.viewer.id, gateway: "sandbox", reference: "another", kind: "card", createdAt: new Date() },
    });
    expect(await submit(actions.renewWithMethod, { methodId: other.id })).toEqual({ to: "/account/payment-methods?notice=method" });
    expect(await ownSubscription(mine.viewer.id, mine.subscription)).toMatchObject({ paymentMethodId: other.id });
    expect(await submit(actions.forgetMethod, { methodId: other.id })).toEqual({ to: "/account/payment-methods?notice=removed" });
    expect(await ownSubscription(mine.viewer.id, mine.subscription)).toMatchObject({ paymentMethodId: mine.method });
    expect(await ownMethods(mine.viewer.id)).toMatchObject([{ id: mine.method, isDefault: true }]);
  });

  it("shows a card that was saved twice once, and removes both", async () => {
    await signIn(theirs);
    const {
      id: _id,
      reference: _reference,
      isDefault: _default,
      ...card
    } = await db.paymentMethod.findUniqueOrThrow({ where: { id: theirs.method } });
    await db.paymentMethod.create({ data: { ...card, reference: "the same card" } });
    expect(await ownMethods(theirs.viewer.id)).toMatchObject([{ id: theirs.method }]);
    expect(await submit(actions.forgetMethod, { methodId: theirs.method })).toMatchObject({ status: "refused" });
    await submit(actions.cancelSubscription, { subscriptionId: theirs.subscription });
    expect(await submit(actions.forgetMethod, { methodId: theirs.method })).toEqual({ to: "/account/payment-methods?notice=removed" });
    expect(await ownMethods(theirs.viewer.id)).toEqual([]);
    expect(await ownSubscription(theirs.viewer.id, theirs.subscription)).toMatchObject({ paymentMethodId: null });
  });

  it("saves the profile, or says what to mend at its field", async () => {
    await signIn(theirs);
    const form = {
      name: "Theo",
      phone: "+49 (151) 234 567-89",
      country: "AT",
      locale: "ar",
      smsConsent: "on",
      city: " Wien ",
      vatId: "atu 123.456-78",
    };
    expect(await submit(actions.saveProfile, form)).toMatchObject({ status: "done" });
    expect(await db.customer.findUnique({ where: { id: theirs.viewer.id } })).toMatchObject({
      name: "Theo",
      phone: "+4915123456789",
      country: "AT",
      locale: "ar",
      city: "Wien",
      vatId: "ATU12345678",
      smsConsent: true,
      marketingConsent: false,
    });
    const refused = await submit(actions.saveProfile, { ...form, name: "", phone: "12", country: "ZZ" });
    expect(Object.keys(refused.errors ?? {}).sort()).toEqual(["country", "name", "phone"]);
    expect(refused.values).toMatchObject({ phone: "12", city: " Wien " });
  });

  it("changes the password and stays signed in here", async () => {
    await signIn(theirs);
    const wrong = await submit(actions.changeMyPassword, { currentPassword: "wrong", newPassword: "a wholly new password" });
    expect(wrong.errors).toHaveProperty("currentPassword");
    expect(await submit(actions.changeMyPassword, { currentPassword: PASSWORD, newPassword: "a wholly new password" })).toMatchObject({
      status: "done",
    });
    expect(await submit(actions.showTvPassword, { what: "reveal" })).toMatchObject({ status: "done" });
  });
});
