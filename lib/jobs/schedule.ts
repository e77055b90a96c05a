import { handleStoredEvents } from "#lib/billing/asking/handle-payment-event.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { abandonOrders } from "#lib/billing/ending/abandon-orders.ts";
import { winBack } from "#lib/billing/leaving/win-back.ts";
import { askAhead } from "#lib/billing/renewing/ask-ahead.ts";
import { chaseOverdue } from "#lib/billing/renewing/chase-overdue.ts";
import { closeMonths } from "#lib/billing/renewing/close-months.ts";
import { creditWaiting } from "#lib/billing/renewing/credit-waiting.ts";
import { deliverGifts } from "#lib/billing/renewing/deliver-gifts.ts";
import { expireBalances } from "#lib/billing/renewing/expire-balances.ts";
import { forgetMethods } from "#lib/billing/renewing/forget-methods.ts";
import { holdUntoldPrices } from "#lib/billing/renewing/hold-untold-prices.ts";
import { leavePrices } from "#lib/billing/renewing/leave-prices.ts";
import { remindUpcoming } from "#lib/billing/renewing/remind-upcoming.ts";
import { runPauses } from "#lib/billing/renewing/run-pauses.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { tellGateways } from "#lib/billing/renewing/tell-gateways.ts";
import { tellNewPrices } from "#lib/billing/renewing/tell-new-prices.ts";
import { warnExpiringCards } from "#lib/billing/renewing/warn-expiring-cards.ts";
import { handInAnswers } from "#lib/billing/settling/answer-dispute.ts";
import { importPayouts } from "#lib/billing/settling/import-payouts.ts";
import { weighEvidence } from "#lib/billing/settling/weigh-evidence.ts";
import { checkVatNumbers } from "#lib/customers/check-vat-numbers.ts";
import { forgetExports } from "#lib/exports/delete-export.ts";
import { writeExports } from "#lib/exports/write-exports.ts";
import { forgetStale } from "#lib/identity/forget-stale.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import { handleStoredReports } from "#lib/messages/sending/receive-report.ts";
import { type Lane, lanes } from "#lib/payments/lanes.ts";
import { forgetUploads } from "#lib/payments/statements/uploads.ts";
import { sweepGateway } from "#lib/payments/sweep-gateway.ts";
import { rollUpFinance } from "#lib/reports/rollups/roll-up-finance.ts";
import { rollUpFunnel } from "#lib/reports/rollups/roll-up-funnel.ts";
import { rollUpLedger } from "#lib/reports/rollups/roll-up-ledger.ts";
import { rollUpMrr } from "#lib/reports/rollups/roll-up-mrr.ts";
import { rollUpSubscriptions } from "#lib/reports/rollups/roll-up-subscriptions.ts";
import { rollUpTransactions } from "#lib/reports/rollups/roll-up-transactions.ts";
import { handleNotifications } from "#lib/stores/handle-notification.ts";
import { lookAtPurchases } from "#lib/stores/look-again.ts";
import { sweepStores } from "#lib/stores/sweep.ts";
import { tellDueAccess } from "#lib/stores/tell-access.ts";
import { listPriceNotices } from "#lib/subscriptions/list-price-notices.ts";
import { sendDigests } from "./send-digests.ts";

export type Job = {
  name: string;
  /** The pause after a run that found nothing left to do. */
  everySeconds: number;
  /** Works on at most `batch` due rows and returns how many it did; a full batch is followed by another at once. */
  run: (batch: number) => Promise<number>;
  batch: number;
};

type LaneJob = Omit<Job, "run"> & { run: (batch: number, lane: Lane) => Promise<number> };

/** Everything that happens by itself, on one page. Rows are the schedule, so any number of workers may run all of it. */
export const schedule = (): Job[] => [
  ...forEachGateway({ name: "handle payment events", everySeconds: 2, batch: 50, run: handleStoredEvents }),
  { name: "handle delivery reports", everySeconds: 5, batch: 50, run: handleStoredReports },
  { name: "handle stores' notifications", everySeconds: 5, batch: 50, run: handleNotifications },
  { name: "tell of access by stores", everySeconds: 5, batch: 50, run: tellDueAccess },
  { name: "read what stores say happened", everySeconds: 60, batch: 20, run: sweepStores },
  { name: "ask stores about purchases", everySeconds: 15, batch: 50, run: lookAtPurchases },
  ...forEachGateway({ name: "reconcile payments", everySeconds: 10, batch: 50, run: reconcilePayments }),
  ...forEachGateway({ name: "sweep gateways", everySeconds: 30, batch: 20, run: sweepGateway }),
  ...forEachGateway({ name: "import payouts", everySeconds: 30, batch: 20, run: importPayouts }),
  ...forEachGateway({ name: "renew subscriptions", everySeconds: 15, batch: 100, run: runRenewals }),
  ...forEachGateway({ name: "chase overdue invoices", everySeconds: 15, batch: 100, run: chaseOverdue }),
  { name: "begin and end pauses", everySeconds: 15, batch: 100, run: runPauses },
  { name: "give back credits that no invoice takes", everySeconds: 60, batch: 100, run: creditWaiting },
  { name: "ask for transfers", everySeconds: 60, batch: 100, run: askAhead },
  { name: "remind of renewals and trial ends", everySeconds: 30, batch: 200, run: remindUpcoming },
  { name: "list whom a new price takes", everySeconds: 30, batch: 500, run: listPriceNotices },
  { name: "tell of new prices", everySeconds: 30, batch: 200, run: tellNewPrices },
  { name: "hold new prices that were not told", everySeconds: 300, batch: 500, run: holdUntoldPrices },
  { name: "leave prices as they are", everySeconds: 30, batch: 200, run: leavePrices },
  { name: "warn of cards that expire", everySeconds: 300, batch: 100, run: warnExpiringCards },
  { name: "win viewers back", everySeconds: 300, batch: 100, run: winBack },
  { name: "tell gateways who pays", everySeconds: 30, batch: 100, run: tellGateways },
  { name: "let gateways forget methods", everySeconds: 60, batch: 100, run: forgetMethods },
  { name: "hand in answers to disputes", everySeconds: 60, batch: 20, run: handInAnswers },
  { name: "ask about VAT numbers", everySeconds: 5, batch: 20, run: checkVatNumbers },
  { name: "weigh evidence of sales", everySeconds: 30, batch: 500, run: weighEvidence },
  { name: "recognise revenue", everySeconds: 600, batch: 1, run: closeMonths },
  { name: "add up transactions", everySeconds: 5, batch: 20_000, run: rollUpTransactions },
  { name: "count subscriptions", everySeconds: 5, batch: 20_000, run: rollUpSubscriptions },
  { name: "add up the ledger", everySeconds: 60, batch: 20_000, run: (batch) => rollUpLedger(batch) },
  { name: "add up reports for finance", everySeconds: 60, batch: 20_000, run: (batch) => rollUpFinance(batch) },
  { name: "keep movements of MRR", everySeconds: 5, batch: 20_000, run: rollUpMrr },
  { name: "add up visitors of days that are over", everySeconds: 60, batch: 30, run: rollUpFunnel },
  { name: "write exports", everySeconds: 2, batch: 1, run: writeExports },
  { name: "forget exports", everySeconds: 600, batch: 100, run: forgetExports },
  { name: "close abandoned orders", everySeconds: 300, batch: 100, run: abandonOrders },
  { name: "deliver gifts", everySeconds: 60, batch: 100, run: deliverGifts },
  { name: "let balances expire", everySeconds: 300, batch: 100, run: expireBalances },
  { name: "forget files of statements", everySeconds: 3600, batch: 100, run: forgetUploads },
  { name: "forget old attempts and links", everySeconds: 600, batch: 1000, run: forgetStale },
  { name: "tell operators how it went", everySeconds: 300, batch: 20, run: sendDigests },
  { name: "deliver messages", everySeconds: 1, batch: 50, run: deliverDueMessages },
];

/** A run for each gateway: one that hangs holds up its own rows only. */
function forEachGateway({ run, ...job }: LaneJob): Job[] {
  return lanes().map((lane) => ({ ...job, run: (batch) => run(batch, lane) }));
}

/** Runs the whole page until nothing is due. Returns what was done, by job. */
export async function runSchedule(jobs = schedule()): Promise<Record<string, number>> {
  const done: Record<string, number> = {};
  for (let worked = true; worked; ) {
    worked = false;
    for (const { name, batch, run } of jobs) {
      const count = await run(batch);
      if (count > 0) done[name] = (done[name] ?? 0) + count;
      worked ||= count > 0;
    }
  }
  return done;
}
