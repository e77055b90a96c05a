// biome-ignore-all format: a line is a chapter
import { expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { askedByTransfer } from "#lib/billing/parts/by-transfer.ts";
import { recordAhead, recordAheadInput } from "#lib/billing/settling/record-ahead.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { savePaymentTerms } from "#lib/customers/save-payment-terms.ts";
import { db } from "#lib/db/client.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { planTotalsTable } from "#lib/reports/subscriptions.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { CARDS } from "#tests/support/shop.ts";
import { story } from "#tests/support/storyteller.ts";

useDatabase();

const FINANCE = { kind: "OPERATOR", name: "Finance" } as const;
const isAsked = (sum: string | null, by?: string) => async (id: string) => {
  const asked = await askedByTransfer(db, id, await getSettings());
  expect(asked && toDecimal(asked.amount)).toBe(sum);
  if (by) expect(asked?.dueOn).toEqual(new Date(by));
};
/** What the plan has taken in all: money that was sent ahead counts with the period that it pays. */
const planTook = (sum: bigint) => async (id: string) => {
  const { planId } = await db.subscription.findUniqueOrThrow({ where: { id } });
  expect((await planTotalsTable("UTC")).find((plan) => plan.planId === planId)?.amounts).toEqual([{ currency: "EUR", minor: sum }]);
};
const openInvoice = (subscriptionId: string) => db.invoice.findFirstOrThrow({ where: { subscriptionId, kind: "INVOICE", status: "OPEN", number: { not: null } } });

test("who pays by transfer is asked two weeks before, pays ahead, and the plan goes on without a gap", () =>
  story()
    .at("2028-01-10T00:00").buysByTransfer("basic").expects({ status: "INCOMPLETE", billed: [] })
    .transfers("10.00").expects({ status: "ACTIVE", until: "2028-02-10", letters: ["payment_instructions", "welcome", "receipt"] })
    .at("2028-01-26").runs().expects({ letters: ["payment_instructions", "welcome", "receipt"] })
    .at("2028-01-27T00:00").runs().runs().expects({ letters: ["payment_instructions", "welcome", "receipt", "transfer_due"], billed: ["10.00 PAID"] })
    .does(isAsked("10.00", "2028-02-10T00:00:00Z"))
    .at("2028-02-01").transfers("10.00").expects({ balance: "10.00", billed: ["10.00 PAID"] }).does(isAsked("0.00"))
    .at("2028-02-10T00:00").runs()
    .expects({ status: "ACTIVE", until: "2028-03-10", balance: "0.00", paid: ["10.00", "10.00", "10.00 balance"], billed: ["10.00 PAID", "10.00 PAID"] })
    .does(planTook(2000n))
    .at("2028-02-20").transfers("10.00").at("2028-03-10T00:00").runs()
    .expects({ status: "ACTIVE", until: "2028-04-10", billed: ["10.00 PAID", "10.00 PAID", "10.00 PAID"] }));

test("what has not come when the period begins is overdue: grace and letters, and the transfer mends it with the same reference", () =>
  story().set("dunning", { graceDays: 7, suspendDays: 0 })
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00")
    .at("2028-01-27").runs().at("2028-02-10T00:00").runs()
    .expects({ status: "PAST_DUE", billed: ["10.00 PAID", "10.00 OPEN"], letters: ["payment_instructions", "welcome", "receipt", "transfer_due", "transfer_due"] })
    .at("2028-02-12").runs().expects({ letters: ["payment_instructions", "welcome", "receipt", "transfer_due", "transfer_due", "transfer_due"] })
    .at("2028-02-13").transfers("10.00").expects({ status: "ACTIVE", until: "2028-03-10", billed: ["10.00 PAID", "10.00 PAID"], paid: ["10.00", "10.00"], balance: "0.00" }));

test("what never comes ends the plan as it ends others, and what comes too late is the viewer's", () =>
  story().set("dunning", { graceDays: 7, suspendDays: 0, retryAfterDays: [2, 5] })
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00")
    .runsDaily("2028-02-10", "2028-02-18").expects({ status: "EXPIRED", billed: ["10.00 PAID", "10.00 UNCOLLECTIBLE"] })
    .at("2028-03-20").transfers("10.00", "paid", { recorded: true }).expects({ status: "EXPIRED", balance: "10.00" }));

test("a part of it is counted, and the rest is asked for; what is too much pays the next period", () =>
  story()
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00")
    .at("2028-02-01").transfers("4.00", "amount", { recorded: true }).does(isAsked("6.00"))
    .at("2028-02-10T00:00").runs().expects({ status: "PAST_DUE", billed: ["10.00 PAID", "10.00 OPEN"], balance: "0.00" }).does(isAsked("6.00", "2028-02-10T00:00:00Z"))
    .at("2028-02-11").transfers("8.00", "amount", { recorded: true })
    .expects({ status: "ACTIVE", billed: ["10.00 PAID", "10.00 PAID"], balance: "2.00" }).does(isAsked("8.00"))
    .at("2028-03-01").transfers("8.00").at("2028-03-10T00:00").runs()
    .expects({ status: "ACTIVE", billed: ["10.00 PAID", "10.00 PAID", "10.00 PAID"], balance: "0.00" }));

test("who cancels keeps what they sent ahead", () =>
  story()
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00")
    .at("2028-02-01").transfers("10.00").at("2028-02-02").cancels()
    .at("2028-02-10T00:00").runs().expects({ status: "CANCELED", billed: ["10.00 PAID"], balance: "10.00" }));

test("who cancels or pauses is asked for nothing", () =>
  story().set("pauses", { byViewers: true, atOnce: true })
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00").cancels().at("2028-01-30").runs().does(isAsked(null))
    .expects({ letters: ["payment_instructions", "welcome", "receipt", "canceled"] })
    .keeps().runs().expects({ letters: ["payment_instructions", "welcome", "receipt", "canceled", "transfer_due"] }));

test("paid by card while the transfer is on its way: the card pays from now on, and the late transfer is the viewer's, put down by a person", () =>
  story()
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00")
    .at("2028-02-10T00:00").runs().expects({ status: "PAST_DUE" })
    .does(async (id, viewer) => {
      const { id: invoiceId } = await openInvoice(id);
      await payInvoice({ invoiceId, gateway: "sandbox" }, viewer, null);
      const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId, gateway: "sandbox" } });
      await completeSandboxCheckout(gatewayReference!, CARDS.ok);
      await confirmReturn({ invoiceId }, viewer);
    })
    .expects({ status: "ACTIVE", billed: ["10.00 PAID", "10.00 PAID"] }).does(isAsked(null))
    .at("2028-02-12").transfers("10.00", "paid", { recorded: true }).expects({ balance: "10.00", billed: ["10.00 PAID", "10.00 PAID"] })
    .at("2028-03-10T00:00").runs().expects({ status: "ACTIVE", balance: "0.00", billed: ["10.00 PAID", "10.00 PAID", "10.00 PAID"] })
    .at("2028-04-10T00:00").runs().expects({ status: "ACTIVE", billed: ["10.00 PAID", "10.00 PAID", "10.00 PAID", "10.00 PAID"] }));

test("cash that an operator records for the open invoice does the same", () =>
  story()
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00").at("2028-02-10T00:00").runs()
    .does(async (id) => recordPayment({ invoiceId: (await openInvoice(id)).id, amount: 1000n, means: "cash", reference: "till 9" }, FINANCE))
    .expects({ status: "ACTIVE", billed: ["10.00 PAID", "10.00 PAID"], until: "2028-03-10" }));

test("a card of another plan is not charged for what is paid by transfer", () =>
  story()
    .at("2028-01-10T00:00").buys("sports").buysByTransfer("basic").transfers("10.00")
    .at("2028-02-10T00:00").runs().expects({ status: "PAST_DUE", billed: ["10.00 PAID", "10.00 OPEN"], paid: ["10.00"] }));

test("another plan that renews first takes nothing of what was sent ahead for this one", () =>
  story()
    .at("2028-01-05T00:00").buys("family").at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00")
    .at("2028-02-01").transfers("10.00").at("2028-02-05T00:00").runs().expects({ balance: "10.00" })
    .at("2028-02-10T00:00").runs().expects({ status: "ACTIVE", balance: "0.00", billed: ["10.00 PAID", "10.00 PAID"] }));

const pays = (amount: string, reference: string, means = "cash") => (subscriptionId: string) =>
  recordAhead(recordAheadInput.parse({ subscriptionId, amount, currency: "EUR", means, reference }), FINANCE);

test("cash for the period to come is recorded on the subscription, once, and not more than was asked for", () =>
  story()
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00")
    .at("2028-02-01").does(pays("11.00", "till 1")).refused("payment_too_large")
    .does(pays("4.00", "till 1")).does(pays("6.00", "till 1")).refused("payment_recorded")
    .does(pays("6.00", "till 2")).expects({ balance: "10.00" }).does(pays("1.00", "till 3")).refused("payment_too_large")
    .at("2028-02-10T00:00").runs().expects({ status: "ACTIVE", balance: "0.00", billed: ["10.00 PAID", "10.00 PAID"] })
    .at("2028-03-10T00:00").runs().does(pays("10.00", "till 4")).refused("nothing_asked"));

test("a change that is to come, and a pause, are asked for as they will be billed", () =>
  story().set("changes", { downgrades: "renewal" }).set("pauses", { byViewers: true, atOnce: true })
    .at("2028-01-10T00:00").buysByTransfer("family").transfers("20.00")
    .at("2028-02-01").does(isAsked("20.00")).changesTo("basic", { time: "renewal", by: "OPERATOR" }).does(isAsked("10.00"))
    .transfers("20.00", "amount", { recorded: true })
    .at("2028-02-10T00:00").runs().expects({ status: "ACTIVE", plan: "Basic", balance: "10.00", billed: ["20.00 PAID", "10.00 PAID"] }).does(isAsked("0.00"))
    .at("2028-02-20").pauses().does(isAsked(null))
    .at("2028-03-20").resumes().does(isAsked("0.00")));

test("a company with payment terms is invoiced as ever, and asked for nothing ahead", () =>
  story()
    .at("2028-01-10T00:00").buysByTransfer("basic").transfers("10.00")
    .does((_, { id }) => savePaymentTerms({ customerId: id, termDays: 14 }, FINANCE))
    .at("2028-02-01").runs().does(isAsked(null)).at("2028-02-10T00:00").runs()
    .expects({ status: "ACTIVE", billed: ["10.00 PAID", "10.00 OPEN"] }).at("2028-02-20").transfers("10.00").expects({ billed: ["10.00 PAID", "10.00 PAID"] }));
