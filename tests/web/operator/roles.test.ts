import { beforeEach, describe, expect, it, vi } from "vitest";
import { moveDemoClock } from "#app/operator/clock-action.ts";
import { note, recordLogin, resetLogin } from "#app/operator/customers/actions.ts";
import { ask } from "#app/operator/exports/actions.ts";
import { find } from "#app/operator/shell-actions.ts";
import { cancel, remind, undo } from "#app/operator/subscriptions/actions.ts";
import { refund } from "#app/operator/transactions/actions.ts";
import { db } from "#lib/db/client.ts";
import type { Role, Subscription, Transaction } from "#lib/db/generated/client.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Refused, submit } from "#tests/support/request.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

/** A demo, whose clock may be moved. */
vi.hoisted(() => vi.stubEnv("STREAMTILL_MODE", "demo"));
vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, revalidateTag: () => undefined, updateTag: () => undefined }));

useDatabase();

let charge: Transaction;
let subscription: Subscription;

/** For each role anew, so that an action that is allowed has something to do. */
beforeEach(async () => {
  const { orderId } = await buy(await aViewer(), (await aPlan()).price);
  charge = await db.transaction.findFirstOrThrow({ where: { orderId } });
  subscription = await db.subscription.findUniqueOrThrow({ where: { id: charge.subscriptionId ?? "" } });
});

const refundForm = () => ({ transactionId: charge.id, currency: "EUR", left: "10.00", reason: "Twice" });

describe("every action of the dashboard", () => {
  const actions = (): [string, () => ReturnType<typeof submit<unknown>>][] => [
    ["refund", () => submit<unknown>(refund as FormAction<unknown>, { ...refundForm(), amount: "1" })],
    ["cancel", () => submit<unknown>(cancel as FormAction<unknown>, { subscriptionId: subscription.id, when: "period_end" })],
    ["undo", () => submit<unknown>(undo as FormAction<unknown>, { subscriptionId: subscription.id })],
    ["remind", () => submit<unknown>(remind as FormAction<unknown>, { subscriptionId: subscription.id })],
    ["note", () => submit<unknown>(note as FormAction<unknown>, { customerId: charge.customerId, text: "Hello" })],
    ["record login", () => submit<unknown>(recordLogin as FormAction<unknown>, { customerId: charge.customerId })],
    ["reset login", () => submit<unknown>(resetLogin as FormAction<unknown>, { customerId: charge.customerId })],
    ["export", () => submit<unknown>(ask as FormAction<unknown>, { list: "transactions", format: "CSV", query: "?currency=eur" })],
    ["move clock", () => submit<unknown>(moveDemoClock as FormAction<unknown>, { step: "day" })],
  ];
  const allowed: Record<Role, string[]> = {
    VIEWER: [],
    SUPPORT: ["cancel", "undo", "remind", "note", "record login", "reset login"],
    FINANCE: ["refund", "cancel", "undo", "remind", "note", "record login", "export"],
    OWNER: ["refund", "cancel", "undo", "remind", "note", "record login", "reset login", "export", "move clock"],
  };

  it("leads whoever is signed out to the sign-in page", async () => {
    newBrowser();
    for (const [, send] of actions()) expect((await send()).to).toMatch(/^\/operator\/sign-in/);
    await expect(find("a")).rejects.toMatchObject({ to: expect.stringMatching(/^\/operator\/sign-in/) });
  });

  it.each(["VIEWER", "SUPPORT", "FINANCE", "OWNER"] as const)("checks on the server what %s may do", async (role) => {
    await signInAs(role);
    for (const [name, send] of actions()) {
      if (allowed[role].includes(name)) expect((await send()).status, name).toBe("done");
      else await expect(send(), name).rejects.toBeInstanceOf(Refused);
    }
  });

  it("finds without regard to characters that nobody can type", async () => {
    await signInAs("VIEWER");
    expect(await find("\0V\0era")).toContainEqual(expect.objectContaining({ kind: "customer", title: "Vera Viewer" }));
  });

  it("keeps what was typed when it refuses, and says why at the field", async () => {
    await signInAs("FINANCE");
    const typed = { ...refundForm(), amount: "1.234" };
    expect(await submit(refund, typed)).toMatchObject({ status: "refused", values: typed, errors: { amount: expect.any(String) } });
    expect(await submit(refund, { ...typed, amount: "999999" })).toMatchObject({
      code: "refund_too_large",
      status: "refused",
      errors: { amount: expect.any(String) },
    });
    expect(await submit(refund, { ...typed, amount: "1", reason: " " })).toMatchObject({ errors: { reason: expect.any(String) } });
    expect(await submit(note, { customerId: crypto.randomUUID(), text: "x" })).toMatchObject({ status: "refused" });
  });

  it("keeps why a viewer leaves whom an operator cancels for, or leaves it open", async () => {
    await signInAs("SUPPORT");
    const press = (reason: string) => submit(cancel, { subscriptionId: subscription.id, when: "period_end", reason });
    expect(await press("hunger")).toMatchObject({ status: "refused", errors: { reason: expect.any(String) } });
    for (const reason of ["", "price"]) {
      expect((await press(reason)).status).toBe("done");
      expect(await db.subscription.findUnique({ where: { id: subscription.id } })).toMatchObject({ cancelReason: reason || null });
      await submit(undo, { subscriptionId: subscription.id });
    }
  });

  it("says that a refund was declined, and gives back once what is sent twice", async () => {
    await signInAs("FINANCE");
    const no = { status: "declined", retry: "final", code: "balance", reason: "The balance is too low." } as const;
    vi.spyOn(sandboxGateway, "refund").mockResolvedValueOnce(no);
    const press = () => submit(refund, { ...refundForm(), amount: "3" });
    expect(await press()).toMatchObject({ status: "refused", message: expect.stringContaining("The balance is too low.") });
    expect((await press()).status).toBe("done");
    expect(await press()).toMatchObject({ status: "refused", message: expect.stringContaining("meanwhile") });
    expect(await db.transaction.findUnique({ where: { id: charge.id } })).toMatchObject({ refunded: 300n });
  });

  it("is written down", async () => {
    const actionsDone = await db.auditEntry.findMany({ where: { actorKind: "OPERATOR" }, select: { action: true } });
    const names = new Set(actionsDone.map((entry) => entry.action));
    for (const name of [
      "transaction.refunded",
      "export.asked",
      "customer.noted",
      "customer.login_reset",
      "customer.first_login",
      "subscription.canceled",
    ])
      expect(names).toContain(name);
  });
});
