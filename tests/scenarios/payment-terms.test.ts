// biome-ignore-all format: a line is a chapter
import { expect, test } from "vitest";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { giveCredit, giveCreditInput } from "#lib/billing/settling/give-credit.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { savePaymentTerms } from "#lib/customers/save-payment-terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const FINANCE = { kind: "OPERATOR", name: "Finance" } as const;
const mayPayWithin = (termDays: number | null) => (_: string, { id }: Customer) => savePaymentTerms({ customerId: id, termDays }, FINANCE);
const newest = (subscriptionId: string) => db.invoice.findFirstOrThrow({ where: { subscriptionId, kind: "INVOICE" }, orderBy: { cycle: "desc" } });
const transfers = (amount: bigint, reference: string) => async (subscriptionId: string) =>
  recordPayment({ invoiceId: (await newest(subscriptionId)).id, amount, means: "bank", reference }, FINANCE);
const isDue = (day: string) => async (subscriptionId: string) => expect((await newest(subscriptionId)).dueAt).toEqual(new Date(day));

test("a company is invoiced at the renewal, and pays by transfer within its days; its card is left alone", () =>
  story()
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(14))
    .at("2028-02-10T00:00").runs().does(isDue("2028-02-24T00:00:00Z"))
    .expects({ status: "ACTIVE", paid: ["10.00"], billed: ["10.00 PAID", "10.00 OPEN"], until: "2028-03-10", letters: ["welcome", "receipt", "invoice_due"] })
    .at("2028-02-20").runs().does(transfers(1000n, "TRANSFER-1")).does(transfers(1000n, "TRANSFER-1")).refused("invoice_closed")
    .at("2028-03-10T00:00").runs()
    .expects({ status: "ACTIVE", paid: ["10.00", "10.00"], billed: ["10.00 PAID", "10.00 PAID", "10.00 OPEN"] }));

test("what has not come by the day is overdue: grace and letters begin then, and the transfer mends it", () =>
  story().set("dunning", { graceDays: 7 })
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(14))
    .at("2028-02-10T00:00").runs().at("2028-02-23").runs().expects({ status: "ACTIVE" })
    .at("2028-02-24").runs().expects({ status: "PAST_DUE", paid: ["10.00"], letters: ["welcome", "receipt", "invoice_due", "payment_failed"] })
    .at("2028-02-27").does(transfers(400n, "PART-1")).expects({ status: "PAST_DUE" })
    .does(transfers(600n, "PART-2")).expects({ status: "ACTIVE", paid: ["10.00", "4.00", "6.00"], until: "2028-03-10" }));

test("no term is longer than the period it pays for, so nothing waits to be billed", () =>
  story()
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(60))
    .at("2028-02-10T00:00").runs().does(isDue("2028-03-10T00:00:00Z"))
    .at("2028-03-01").runs().does(transfers(1000n, "TRANSFER-2")).at("2028-03-10").runs()
    .expects({ status: "ACTIVE", billed: ["10.00 PAID", "10.00 PAID", "10.00 OPEN"] }));

test("the balance pays first, and nothing is asked for where it pays all", () =>
  story()
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(14))
    .does((_, { id }) => giveCredit(giveCreditInput.parse({ customerId: id, currency: "EUR", amount: "10.00", reason: "Sorry" }), FINANCE))
    .at("2028-02-10T00:00").runs()
    .expects({ paid: ["10.00", "10.00 balance"], billed: ["10.00 PAID", "10.00 PAID"] })
    .at("2028-03-10T00:00").runs().does(mayPayWithin(null)).does(transfers(1000n, "TRANSFER-3"))
    .at("2028-04-10T00:00").runs()
    .expects({ paid: ["10.00", "10.00 balance", "10.00", "10.00"], billed: ["10.00 PAID", "10.00 PAID", "10.00 PAID", "10.00 PAID"] }));

test("whoever cancels owes what was invoiced: it is asked for until the last try, while the plan runs to its end", () =>
  story()
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(14))
    .at("2028-02-10T00:00").runs().at("2028-02-12").cancels()
    .at("2028-02-24").runs().expects({ status: "ACTIVE", billed: ["10.00 PAID", "10.00 OPEN"], letters: ["welcome", "receipt", "invoice_due", "canceled", "payment_failed"] })
    .runsDaily("2028-02-25", "2028-03-10").expects({ status: "CANCELED", billed: ["10.00 PAID", "10.00 OPEN"] })
    .runsDaily("2028-03-11", "2028-03-17").expects({ status: "CANCELED", billed: ["10.00 PAID", "10.00 UNCOLLECTIBLE"], paid: ["10.00"] }));

test("and pays it after the end, by transfer", () =>
  story()
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(30))
    .at("2028-02-10T00:00").runs().at("2028-02-12").cancels()
    .at("2028-03-10").runs().runs().expects({ status: "CANCELED", billed: ["10.00 PAID", "10.00 OPEN"] })
    .at("2028-03-12").does(transfers(1000n, "TRANSFER-9")).runs().runs()
    .expects({ status: "CANCELED", billed: ["10.00 PAID", "10.00 PAID"], paid: ["10.00", "10.00"] }));

test("or on the page that the letter's link opens", () =>
  story()
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(30))
    .at("2028-02-10T00:00").runs().at("2028-02-12").cancels()
    .at("2028-03-10").runs().expects({ status: "CANCELED" })
    .does(async (id, viewer) => expect(await payInvoice({ invoiceId: (await newest(id)).id, gateway: "sandbox" }, viewer, null)).toContain("/sandbox/pay/")));

test("whoever cancels when it is past due ends at once and owes it all the same", () =>
  story()
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(14))
    .at("2028-02-10T00:00").runs().at("2028-02-24").runs().expects({ status: "PAST_DUE" })
    .at("2028-02-25").cancels().expects({ status: "CANCELED", billed: ["10.00 PAID", "10.00 OPEN"] })
    .at("2028-02-27").does(transfers(1000n, "TRANSFER-10")).runs()
    .expects({ status: "CANCELED", billed: ["10.00 PAID", "10.00 PAID"], paid: ["10.00", "10.00"] }));

test("an operator who ends what is past due now lets the company off", () =>
  story()
    .at("2028-01-10T00:00").buys("basic").does(mayPayWithin(14))
    .at("2028-02-10T00:00").runs().at("2028-02-24").runs()
    .does((subscriptionId) => cancelPlan({ subscriptionId, when: "now" }, FINANCE))
    .expects({ status: "CANCELED", billed: ["10.00 PAID", "10.00 UNCOLLECTIBLE"], paid: ["10.00"] }));
