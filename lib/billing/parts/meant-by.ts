import { db } from "#lib/db/client.ts";
import type { Customer, Invoice, StatementLine, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { TAKES_MONEY } from "#lib/invoices/state.ts";
import { referencesIn } from "#lib/kernel/creditor-reference.ts";
import { byHandIds } from "#lib/payments/registry.ts";

/** What the text of a payment may mean. `due`: what is left to pay of it, in minor units; null where nothing is. `by`: the reference or number that says so. */
export type Meant = {
  invoice: Pick<Invoice, "id" | "number" | "currency" | "orderId">;
  customer: Pick<Customer, "id" | "name">;
  due: bigint | null;
  by: string;
};

type Line = Pick<StatementLine, "text">;

/** The invoices that texts name, by our payment references and by invoice numbers, for each text; all asked for at once. */
export async function meantBy(lines: Line[], tx: Tx | typeof db = db): Promise<Meant[][]> {
  const said = lines.map(({ text }) => ({ references: referencesIn(text), numbers: numbersIn(text) }));
  const include = { customer: { select: { id: true, name: true } } } as const;
  const references = said.flatMap((each) => each.references);
  const numbers = said.flatMap((each) => each.numbers);
  const tries = references.length
    ? await tx.transaction.findMany({
        where: { gateway: { in: byHandIds() }, gatewayReference: { in: references }, kind: "CHARGE", invoiceId: { not: null } },
        include: { invoice: { include } },
      })
    : [];
  const invoices = numbers.length ? await tx.invoice.findMany({ where: { number: { in: numbers }, kind: "INVOICE" }, include }) : [];
  return said.map((each) => {
    const byReference = tries
      .filter(({ gatewayReference }) => each.references.includes(gatewayReference ?? ""))
      .map((row) => ({ ...meant(row.invoice!, row.gatewayReference!), due: dueOfTry(row, row.invoice!) }));
    const byNumber = invoices.filter(({ number }) => each.numbers.includes(number ?? "")).map((invoice) => meant(invoice, invoice.number!));
    const found = [...byReference, ...byNumber];
    return found.filter(({ invoice }, index) => found.findIndex((other) => other.invoice.id === invoice.id) === index);
  });
}

/** An order is paid whole, and by as much as it was asked for: the balance may pay the rest. */
function dueOfTry({ amount, status }: Transaction, invoice: Invoice): bigint | null {
  if (invoice.number !== null) return dueOf(invoice);
  return status === "SUCCEEDED" ? null : amount;
}

function dueOf(invoice: Invoice): bigint | null {
  return TAKES_MONEY.includes(invoice.status) && balanceOf(invoice) > 0n ? balanceOf(invoice) : null;
}

function meant(invoice: Invoice & { customer: Meant["customer"] }, by: string): Meant {
  const { id, number, currency, orderId, customer } = invoice;
  return { invoice: { id, number, currency, orderId }, customer, due: dueOf(invoice), by };
}

/** What may be an invoice's number: words with a digit in them, with the signs that numbers are made with. */
function numbersIn(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}/_-]/u).filter((word) => word.length > 2 && word.length <= 40 && /\d/.test(word));
  return [...new Set(words.flatMap((word) => [word, word.toUpperCase()]))].slice(0, 60);
}

export type Verdict = "matches" | "several" | "unknown" | "currency" | "paid" | "amount";

/** What a person has to know of a line before they record it: only one that `matches` is proposed. */
export function verdictOf({ amount, currency }: Pick<StatementLine, "amount" | "currency">, found: Meant[]): Verdict {
  const [only, ...others] = found;
  if (!only) return "unknown";
  if (others.length > 0) return "several";
  if (only.invoice.currency !== currency) return "currency";
  if (only.due === null) return "paid";
  return only.due === amount ? "matches" : "amount";
}
