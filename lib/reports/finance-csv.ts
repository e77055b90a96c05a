import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { csvLine } from "#lib/kernel/csv.ts";
import { PPM, toDecimal } from "#lib/kernel/money.ts";
import type { AsOf } from "./ledger.ts";
import { liabilities } from "./liabilities.ts";
import { gatewayMoney } from "./money.ts";
import { unpaidInvoices } from "./receivables.ts";
import type { Months } from "./revenue-waterfall.ts";
import { taxReport } from "./tax.ts";

type Cells = Parameters<typeof csvLine>[0];

/** Each report as CSV, once it is written down who took it: amounts as decimals of one currency. */
async function exported(
  name: string,
  asked: Record<string, string | number>,
  head: string[],
  lines: Cells[],
  actor: Actor,
): Promise<string> {
  await recordAudit(db, { actor, action: `${name}.exported`, subjectType: "invoice", after: asked });
  return `\uFEFF${csvLine(head)}${lines.map(csvLine).join("")}`;
}

const inDecimals = (currency: string) => (minor: bigint) => toDecimal({ minor, currency });
const percent = (ratePpm: number) => ((ratePpm * 100) / Number(PPM)).toFixed(2);

/** A line for each country, rate and treatment. */
export async function exportTax(months: Months, currency: string, actor: Actor): Promise<string> {
  const { rows } = await taxReport(months, currency);
  const text = inDecimals(currency);
  const until = months.from.add({ months: months.count - 1 });
  const lines = rows.map(({ country, ratePpm, treatment, billedNet, billedTax, creditedNet, creditedTax, tax }) => [
    ...[months.from.toString(), until.toString(), country, percent(ratePpm), treatment, currency],
    ...[billedNet, billedTax, creditedNet, creditedTax, tax].map(text),
  ]);
  const head = [
    "from",
    "until",
    "country",
    "rate",
    "treatment",
    "currency",
    "billed_net",
    "billed_tax",
    "credited_net",
    "credited_tax",
    "tax",
  ];
  return exported("tax", { from: months.from.toString(), months: months.count, currency }, head, lines, actor);
}

const ALL = 1_000_000;

/** A line for each unpaid invoice. */
export async function exportReceivables(asOf: AsOf, actor: Actor): Promise<string> {
  const { rows } = await unpaidInvoices(asOf, null, null, ALL);
  const { currency, day } = asOf;
  const text = inDecimals(currency);
  const lines = rows.map(({ number, name, issuedAt, due, days, total, left }) => [
    ...[day.toString(), number, name, issuedAt, due, days, currency, text(total), text(left)],
  ]);
  const head = ["as_of", "invoice", "name", "issued_at", "due_at", "days_late", "currency", "total", "left"];
  return exported("receivables", { day: day.toString(), currency }, head, lines, actor);
}

const BALANCE = ["opening", "toppedUp", "returned", "given", "spent", "expired", "takenBack", "closing"] as const;
const VOUCHER = ["opening", "made", "redeemed", "expired", "revoked", "closing"] as const;

/** A line for each month and each thing that changed what is owed, on balances and of vouchers. */
export async function exportLiabilities(months: Months, currency: string, actor: Actor): Promise<string> {
  const { balances, vouchers } = await liabilities(months, currency);
  const text = inDecimals(currency);
  const lines = [
    ...balances.flatMap((row) => BALANCE.map((name) => [row.month, "balance", name, currency, text(row[name])])),
    ...vouchers.flatMap((row) => VOUCHER.map((name) => [row.month, "voucher", name, currency, text(row[name])])),
  ];
  const head = ["month", "kind", "movement", "currency", "amount"];
  return exported("liabilities", { from: months.from.toString(), months: months.count, currency }, head, lines, actor);
}

/** A line for each way to pay. */
export async function exportPayouts(month: Temporal.PlainYearMonth, currency: string, timeZone: string, actor: Actor): Promise<string> {
  const text = inDecimals(currency);
  const lines = (await gatewayMoney(month, currency, timeZone)).map(
    ({ gateway, opening, charged, refunded, disputed, fees, paidOut, other, closing }) => [
      ...[month.toString(), gateway, currency],
      ...[opening, charged, refunded, disputed, fees, paidOut, other, closing].map(text),
    ],
  );
  const head = [
    "month",
    "gateway",
    "currency",
    "held_before",
    "payments",
    "refunds",
    "disputes",
    "fees",
    "paid_out",
    "other",
    "held_after",
  ];
  return exported("payouts", { month: month.toString(), currency }, head, lines, actor);
}
