import { RETRIES } from "./bill.ts";
import { drawMethod } from "./gateways.ts";
import { type Id, TAG } from "./ids.ts";
import { expire, goOn, recover } from "./life.ts";
import type { Bill, Story } from "./story.ts";
import { tell, tellPayment } from "./write-event.ts";
import { writeCreditNote, writeInvoice } from "./write-invoice.ts";
import { post, postIssued, writeMovements } from "./write-ledger.ts";
import { writeLetter } from "./write-message.ts";
import { DECLINES, newTransaction, writeDispute, writeTransaction } from "./write-payment.ts";
import { writeMethod } from "./write-people.ts";

const DAY_MS = 86_400_000;
const ANSWERS_MS = 2_500;

/** An order is paid: its invoice gets its number, and what was paid with is saved. */
export function collectFirst(story: Story, bill: Bill, charge: Id, attempt: number): void {
  const { sub, priced } = bill;
  const { viewer } = sub;
  const at = bill.paidAt!;
  [bill.issuedAt, bill.start, bill.end, bill.charge] = [at, sub.start, sub.end, charge];
  if (!viewer.method && viewer.gateway.saves) {
    const made = drawMethod(viewer.gateway, charge, viewer.random, story.calendar.yearOf(at));
    viewer.method = { ...made, id: { tag: TAG.METHOD, ms: at, n: charge.n } };
    writeMethod(story, viewer);
  }
  sub.method = viewer.method?.id ?? null;
  const { total: amount, tax } = priced;
  const kind = amount > 0 ? "CHARGE" : "SETUP";
  const refunded = bill.credit?.amount ?? 0;
  writeTransaction(story, bill, charge, {
    kind,
    status: "SUCCEEDED",
    at: charge.ms,
    settledAt: at,
    attempt,
    amount,
    tax,
    onPage: true,
    refunded,
  });
  tellPayment(story, charge, "SUCCEEDED", viewer.random.chance(0.15) ? "webhook" : "return", at);
  goOn(story, sub, at, true);
  settle(story, bill);
  writeLetter(
    story,
    sub,
    { key: "welcome", subject: "Welcome to Lumo TV", text: "You’re in. Sign in on your TV with your user id and your password." },
    at,
  );
}

/** A renewal was billed, and is charged. */
export function collect(story: Story, bill: Bill): void {
  tryAt(story, bill, bill.at, 1);
  bookIssued(story, bill);
}

/** Its rows name the state at the end of the story, which is known since it was drawn. */
function bookIssued(story: Story, bill: Bill): void {
  writeInvoice(story, bill);
  postIssued(story, bill);
  writeMovements(story, bill);
}

function settle(story: Story, bill: Bill): void {
  bookIssued(story, bill);
  after(story, bill);
}

/** One charge of a renewal, and what comes of it. */
function tryAt(story: Story, bill: Bill, at: number, attempt: number): void {
  const { sub, priced, gateway } = bill;
  const { random } = sub.viewer;
  const answeredAt = at + ANSWERS_MS;
  const charge = newTransaction(story, at);
  const { total: amount, tax } = priced;
  const common = { kind: "CHARGE", at, attempt, amount, tax, onPage: false } as const;
  tellPayment(story, charge, "PENDING", "renewal", at);
  if (!story.happened(answeredAt)) {
    writeTransaction(story, bill, charge, { ...common, status: "PENDING", settledAt: null, reconcileAt: story.until + DAY_MS });
    return;
  }
  if (bill.paidAt === answeredAt) {
    bill.charge = charge;
    const refunded = bill.credit?.amount ?? 0;
    writeTransaction(story, bill, charge, { ...common, status: "SUCCEEDED", settledAt: answeredAt, refunded });
    tellPayment(story, charge, "SUCCEEDED", "renewal", answeredAt);
    if (attempt > 1) recover(story, sub, answeredAt);
    after(story, bill);
    goOn(story, sub, answeredAt, attempt === 1);
    return;
  }
  const failure = gateway.kind === "card" ? random.pick(DECLINES) : DECLINES[3];
  const asks = at > story.until - 2 * DAY_MS && attempt === 1 && random.chance(0.2);
  writeTransaction(story, bill, charge, {
    ...common,
    status: asks ? "NEEDS_ACTION" : "DECLINED",
    settledAt: asks ? null : answeredAt,
    failure: asks ? null : failure,
  });
  tellPayment(story, charge, asks ? "NEEDS_ACTION" : "DECLINED", "renewal", answeredAt, asks ? null : failure[1]);
  tellFailed(story, bill, charge, answeredAt);
  if (attempt === 1) fallDue(story, bill, answeredAt);
  if (bill.lostAt === answeredAt) {
    giveUp(story, bill, answeredAt);
    return;
  }
  const next = bill.at + RETRIES[attempt - 1] * DAY_MS;
  story.at(next, () => tryAt(story, bill, next, attempt + 1));
}

function tellFailed(story: Story, bill: Bill, transaction: Id, at: number): void {
  const { random, smsConsent } = bill.sub.viewer;
  const about = { bill, transaction };
  const letter = {
    key: "payment_failed",
    subject: "We could not collect your payment",
    text: "Your payment was declined. No money was taken. We will try again.",
  };
  if (random.chance(0.8)) writeLetter(story, bill.sub, letter, at, about);
  if (smsConsent)
    writeLetter(
      story,
      bill.sub,
      { ...letter, text: "Lumo TV: we could not collect your payment; no money was taken.", kind: "SMS" },
      at,
      about,
    );
}

function fallDue(story: Story, { sub }: Bill, at: number): void {
  sub.status = "PAST_DUE";
  sub.graceUntil = at + RETRIES[RETRIES.length - 1] * DAY_MS;
  tell(story, sub, "past_due", "renewal", at, { graceUntil: new Date(sub.graceUntil).toISOString() });
}

function giveUp(story: Story, bill: Bill, at: number): void {
  const { id, sub, priced, n } = bill;
  const journal = { id: { tag: TAG.WRITTEN_OFF, ms: at, n }, key: "write-off:", about: id, at, currency: sub.viewer.region.currency };
  post(story, { ...journal, invoice: id }, [
    ["written_off", priced.total],
    ["receivable", -priced.total],
  ]);
  expire(story, sub, at);
}

/** What comes after a payment: a receipt, and for few their money back, or a dispute. */
function after(story: Story, bill: Bill): void {
  const { sub, charge, credit, dispute, paidAt } = bill;
  const { random } = sub.viewer;
  if (bill.priced.total > 0 && random.chance(0.25))
    writeLetter(
      story,
      sub,
      {
        key: "receipt",
        subject: "Your receipt from Lumo TV",
        text: "Thank you. We received your payment. Your invoice is in your account.",
      },
      paidAt!,
      {
        bill,
        transaction: charge!,
      },
    );
  if (credit) story.at(credit.at, () => giveBack(story, bill));
  if (dispute) story.at(dispute.at, () => contest(story, bill));
}

function giveBack(story: Story, bill: Bill): void {
  const { credit, sub, n, charge, priced } = bill;
  const { at, amount, tax, deferred } = credit!;
  const refund = newTransaction(story, at);
  tellPayment(story, refund, "PENDING", "worker", at);
  const note = writeCreditNote(story, bill, credit!);
  const { currency } = sub.viewer.region;
  post(story, { id: { tag: TAG.CREDITED, ms: at, n }, key: "credit:", about: note, at, currency, invoice: note }, [
    ["deferred", deferred],
    ["revenue", amount - tax - deferred],
    ["tax", tax],
    ["receivable", -amount],
  ]);
  const made = {
    kind: "REFUND",
    status: "SUCCEEDED",
    at,
    settledAt: at + 900,
    attempt: 1,
    amount,
    tax,
    onPage: bill.order !== null,
  } as const;
  writeTransaction(story, bill, refund, { ...made, refundOf: charge! });
  tellPayment(story, refund, "SUCCEEDED", "worker", at + 900);
  const text = amount === priced.total ? "Your payment was given back." : "A part of your payment was given back.";
  writeLetter(story, sub, { key: "refunded", subject: "Your refund from Lumo TV", text }, at + 1_000, { bill, transaction: refund });
}

/** Nobody whose bank asks for a payment back is charged again. */
function contest(story: Story, bill: Bill): void {
  const { sub, dispute, charge } = bill;
  const { at, decidedAt, won } = dispute!;
  writeDispute(story, bill);
  tellPayment(story, charge!, "SUCCEEDED", "webhook", at, "dispute_open");
  if (story.happened(decidedAt))
    story.at(decidedAt, () => tellPayment(story, charge!, "SUCCEEDED", "webhook", decidedAt, won ? "dispute_won" : "dispute_lost"));
  if (sub.endedAt !== null || sub.canceledAt !== null || sub.status !== "ACTIVE") return;
  [sub.canceledAt, sub.cancelReason, sub.endsAtPeriodEnd] = [at, "disputed", true];
  tell(story, sub, "cancel_scheduled", "system", at, { reason: "disputed" });
}
