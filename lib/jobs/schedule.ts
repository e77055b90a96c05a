import { abandonOrders } from "#lib/billing/abandon-orders.ts";
import { chaseOverdue } from "#lib/billing/chase-overdue.ts";
import { handleStoredEvents } from "#lib/billing/receive-payment-webhook.ts";
import { reconcilePayments } from "#lib/billing/reconcile-payments.ts";
import { remindUpcoming } from "#lib/billing/remind-upcoming.ts";
import { runRenewals } from "#lib/billing/run-renewals.ts";
import { forgetStale } from "#lib/identity/forget-stale.ts";
import { deliverDueMessages } from "#lib/messages/deliver.ts";
import { handleStoredReports } from "#lib/messages/receive-report.ts";

export type Job = {
  name: string;
  /** The pause after a run that found nothing left to do. */
  everySeconds: number;
  /** Works on at most `batch` due rows and returns how many it did; a full batch is followed by another at once. */
  run: (batch: number) => Promise<number>;
  batch: number;
};

/** Everything that happens by itself, on one page. Rows are the schedule, so any number of workers may run all of it. */
export const SCHEDULE: Job[] = [
  { name: "handle payment events", everySeconds: 2, batch: 50, run: handleStoredEvents },
  { name: "handle delivery reports", everySeconds: 5, batch: 50, run: handleStoredReports },
  { name: "reconcile payments", everySeconds: 10, batch: 50, run: reconcilePayments },
  { name: "renew subscriptions", everySeconds: 15, batch: 100, run: runRenewals },
  { name: "chase overdue invoices", everySeconds: 15, batch: 100, run: chaseOverdue },
  { name: "remind of renewals and trial ends", everySeconds: 30, batch: 200, run: remindUpcoming },
  { name: "close abandoned orders", everySeconds: 300, batch: 100, run: abandonOrders },
  { name: "forget old attempts and links", everySeconds: 600, batch: 1000, run: forgetStale },
  { name: "deliver messages", everySeconds: 1, batch: 50, run: deliverDueMessages },
];

/** Runs the whole page until nothing is due. Returns what was done, by job. */
export async function runSchedule(jobs: Job[] = SCHEDULE): Promise<Record<string, number>> {
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
