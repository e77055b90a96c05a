import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { csvLine } from "#lib/kernel/csv.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { ledgerReport } from "./ledger.ts";
import type { Months } from "./revenue-waterfall.ts";

/** The ledger by month and account as CSV, once it is written down who took it: amounts as decimals, what is owed to us above zero. */
export async function exportLedger(months: Months, currency: string, actor: Actor): Promise<string> {
  const accounts = await ledgerReport(months, currency);
  const asked = { from: months.from.toString(), months: months.count, currency };
  await recordAudit(db, { actor, action: "ledger.exported", subjectType: "invoice", after: asked });
  const text = (minor: bigint) => toDecimal({ minor, currency });
  const lines = Array.from({ length: months.count }, (_, index) =>
    accounts.map(({ account, months: of }) => {
      const { month, opening, debit, credit, closing } = of[index];
      return csvLine([month, account, currency, text(opening), text(debit), text(credit), text(closing)]);
    }),
  ).flat();
  return `\uFEFF${csvLine(["month", "account", "currency", "opening", "debit", "credit", "closing"])}${lines.join("")}`;
}
