import { afterEach, expect, test, vi } from "vitest";
import { followMethod } from "#lib/billing/asking/follow-method.ts";
import { db } from "#lib/db/client.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import type { SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { gateway } from "#lib/payments/registry.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
afterEach(() => vi.restoreAllMocks());

const CARD: SavedMethod = { reference: "vault-1", kind: "card", brand: "visa", last4: "4242", expMonth: 12, expYear: 2040 };

test("where a gateway knows a card by one reference whoever saves it, two viewers have it, each as theirs", async () => {
  const { price } = await aPlan();
  const [one, other] = [await aViewer(), await aViewer()];
  await buy(one, price);
  const lookUp = sandboxGateway.lookUp.bind(sandboxGateway);
  const withCard = (outcome: PaymentOutcome) => (outcome.status === "succeeded" ? { ...outcome, method: CARD } : outcome);
  vi.spyOn(sandboxGateway, "lookUp").mockImplementation(async (reference) => withCard(await lookUp(reference)));
  expect(await buy(one, (await aPlan()).price)).toMatchObject({ status: "paid" });
  await db.paymentMethod.updateMany({ where: { reference: CARD.reference }, data: { isDefault: false } });
  await db.paymentMethod.updateMany({ where: { reference: { not: CARD.reference } }, data: { isDefault: true } });
  expect(await buy(other, price)).toMatchObject({ status: "paid" });
  const charged = await db.subscription.findMany({ include: { paymentMethod: true }, orderBy: { number: "asc" } });
  expect(charged.map(({ paymentMethod }) => paymentMethod?.customerId)).toEqual([one.id, one.id, other.id]);

  sandboxGateway.lookUpMethod = async () => ({ ...CARD, last4: "1881" });
  await followMethod(gateway("sandbox")!, CARD.reference);
  const saved = await db.paymentMethod.findMany({ where: { reference: CARD.reference } });
  expect(saved.map(({ last4 }) => last4)).toEqual(["1881", "1881"]);
  delete sandboxGateway.lookUpMethod;
});
