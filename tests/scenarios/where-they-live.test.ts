import { beforeAll, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { resolveEvidence } from "#lib/billing/settling/resolve-evidence.ts";
import { weighEvidence } from "#lib/billing/settling/weigh-evidence.ts";
import { db } from "#lib/db/client.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, aViewer, buy, CARDS, changeCompany } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

/** A German shop that must prove where its viewers live. */
useDatabase();
let price: Price;
beforeAll(async () => {
  stopClockAt(new Date("2027-01-10T12:00:00Z"));
  await aTaxRate({ country: "FR", ratePpm: 200_000 });
  ({ price } = await aPlan());
});

const contradicted = async () => (await needsAttention(now(), "UTC")).counts.contradicted;
async function evidenceOf(subscriptionId: string) {
  const charges = await db.transaction.findMany({ where: { subscriptionId }, include: { evidence: true }, orderBy: { number: "asc" } });
  return charges.map(({ evidence }) => evidence);
}

test("address, card and phone say the same of a viewer in France: proven, at the order and at each renewal", async () => {
  const viewer = await aViewer({ country: "FR", phone: "+33612345678" });
  const { subscriptionId } = await buy(viewer, price, { card: CARDS.french });
  await at("2027-02-10");
  const proven = { billingCountry: "FR", cardCountry: "FR", phoneCountry: "FR", country: "FR", sufficient: true, contradiction: false };
  expect(await evidenceOf(subscriptionId)).toMatchObject([proven, proven]);
  expect(await contradicted()).toBe(0);
  await expectBooksAgree();
});

test("a card of another country: an operator sees it, notes why, once, and nothing of it can be changed", async () => {
  const { subscriptionId } = await buy(await aViewer(), price, { card: CARDS.french });
  await at("2027-02-11");
  const [sold] = await evidenceOf(subscriptionId);
  expect(sold).toMatchObject({ billingCountry: "DE", cardCountry: "FR", country: null, sufficient: false, contradiction: true });
  expect(await contradicted()).toBe(1);
  const note = { transactionId: sold!.id, resolution: "Works in Strasbourg, lives in Kehl" };
  await resolveEvidence(note, SYSTEM);
  await expect(resolveEvidence(note, SYSTEM)).rejects.toMatchObject({ code: "evidence_resolved" });
  await expect(db.saleEvidence.update({ where: { id: sold!.id }, data: { cardCountry: "DE" } })).rejects.toThrow();
  expect(await contradicted()).toBe(0);
  expect(await db.auditEntry.count({ where: { action: "transaction.evidence_resolved", subjectId: sold!.id } })).toBe(1);
});

test("an address alone proves too little; a small seller's card does on its own", async () => {
  const thin = await buy(await aViewer(), price);
  await weighEvidence();
  expect(await evidenceOf(thin.subscriptionId)).toMatchObject([{ country: "DE", sufficient: false, contradiction: false }]);
  await changeCompany({ oneProof: true });
  const { subscriptionId } = await buy(await aViewer({ country: "FR" }), price, { card: CARDS.french });
  await weighEvidence();
  expect(await evidenceOf(subscriptionId)).toMatchObject([{ country: "FR", sufficient: true }]);
});

test("each sale is weighed once, however many workers do; a seller without VAT of the Union needs no proofs", async () => {
  for (let index = 0; index < 6; index += 1) await buy(await aViewer(), price);
  await Promise.all([weighEvidence(4), weighEvidence(4), weighEvidence(4)]);
  while ((await weighEvidence()) > 0);
  const sales = await db.transaction.count({ where: { kind: "CHARGE", status: "SUCCEEDED" } });
  expect(await db.saleEvidence.count()).toBe(sales);
  await changeCompany({ vatRegistered: false });
  await buy(await aViewer(), price);
  expect(await weighEvidence()).toBe(0);
});
