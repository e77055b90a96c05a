import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { openRefund } from "#lib/billing/settling/open-refund.ts";
import { settlePayment } from "#lib/billing/settling/settle-payment.ts";
import { checkVatNumbers } from "#lib/customers/check-vat-numbers.ts";
import { updateProfile } from "#lib/customers/save-profile.ts";
import { saveTaxExemption } from "#lib/customers/save-tax-exemption.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { ciiOf } from "#lib/invoices/cii.ts";
import { documentOf } from "#lib/invoices/en16931.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import { ublOf } from "#lib/invoices/ubl.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { faultsOf } from "#tests/support/electronic-invoices.ts";
import { aCoupon, aPlan, aTaxRate, aViewer, buy, changeCompany } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

/** A German shop that says who it is. */
useDatabase();

test("every document of a year is one that machines of companies take: coupons, refunds, reverse charge, exemptions, abroad", async () => {
  stopClockAt(new Date("2027-01-10T12:00:00Z"));
  await changeCompany({
    legalName: "Aurora GmbH",
    vatId: "DE123456789",
    addressLine1: "Torstraße 12",
    city: "Berlin",
    postalCode: "10119",
  });
  await aTaxRate({ country: "AT", ratePpm: 200_000 });
  await aCoupon("FIFTH");
  const { price } = await aPlan({ amount: 1999n, setupFee: 500n });
  const { price: net } = await aPlan({ amount: 1999n, taxIncluded: false });
  const german = await aViewer();
  const { subscriptionId } = await buy(german, price, { couponCode: "FIFTH" });
  await buy(await aViewer(), net);
  await buy(await aViewer({ country: "CH" }), price);
  const company = await transaction(async (tx) =>
    updateProfile(tx, await aViewer({ country: "AT" }), { vatId: "ATU10000001", company: "Kino GmbH" }),
  );
  await buy(company, price);
  await checkVatNumbers();
  await at("2027-02-10");
  await saveTaxExemption({ customerId: german.id, end: false, reason: "Diplomatic mission", certificate: "D-7" }, SYSTEM);
  await at("2027-03-10");
  const charge = await db.transaction.findFirstOrThrow({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "asc" } });
  const refund = await transaction((tx) => openRefund(tx, { transactionId: charge.id, amount: 1000n, reason: "asked" }, SYSTEM));
  await settlePayment(refund, { status: "succeeded" }, "operator");

  const issued = await db.invoice.findMany({ where: { number: { not: null } }, orderBy: { createdAt: "asc" } });
  expect(new Set(issued.map(({ taxTreatment }) => taxTreatment)).size).toBe(4);
  expect(issued.some(({ kind }) => kind === "CREDIT_NOTE")).toBe(true);
  for (const { id, number } of issued) {
    const document = documentOf((await invoiceForPdf(id))!);
    expect([number, await faultsOf(ublOf(document), "ubl"), await faultsOf(ciiOf(document), "cii")]).toEqual([number, [], []]);
  }
  await expectBooksAgree();
});
