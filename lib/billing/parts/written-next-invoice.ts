import { db } from "#lib/db/client.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { type NextInvoice, nextInvoice } from "./next-amount.ts";

/** The next invoice of the subscription with that number, as other systems read it: amounts are decimal text. Null where there is no such subscription. */
export async function nextInvoiceOf(number: number) {
  const subscription = await db.subscription.findUnique({ where: { number }, select: { id: true } });
  if (!subscription) return null;
  const next = await nextInvoice(subscription.id, await getSettings());
  return { subscription: number, next: next === null || next === "unknown" ? next : written(next) };
}

function written({ at, period, currency, lines, tax, total }: NextInvoice) {
  const decimal = (minor: bigint) => toDecimal({ minor, currency });
  return {
    at,
    period,
    currency,
    lines: lines.map(({ kind, description, quantity, period: own, ...line }) => ({
      kind,
      description,
      quantity,
      net: decimal(line.net),
      tax: decimal(line.tax),
      total: decimal(line.total),
      period: own,
    })),
    tax: decimal(tax),
    total: decimal(total > 0n ? total : 0n),
    toBalance: decimal(total < 0n ? -total : 0n),
  };
}
