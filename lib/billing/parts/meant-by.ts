import { db } from "#lib/db/client.ts";
import type { Customer, Invoice, StatementLine, Subscription, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { TAKES_MONEY, UNPAID } from "#lib/invoices/state.ts";
import { referencesIn } from "#lib/kernel/creditor-reference.ts";
import { byHandIds } from "#lib/payments/registry.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { LIVE } from "#lib/subscriptions/state.ts";
import { askedByTransfer } from "./by-transfer.ts";
import { unlessUnknown } from "./next-amount.ts";
import { isFor, isGivenAlready, isSameMoney, type Sent } from "./sent-for.ts";

/**
 * What the text of a payment may mean. `due`: what is left to pay of it, in minor units; null where nothing is. `by`: the reference or number that says so. `ahead`: the subscription
 * whose next period it is for, by the reference that its payer pays with each time.
 */
export type Meant = {
  ahead?: string;
  /** The subscription whose payer pays with that reference each time: a transfer that went back may be any of theirs. */
  standing?: string;
  invoice: Pick<Invoice, "id" | "number" | "currency" | "orderId">;
  customer: Pick<Customer, "id" | "name">;
  due: bigint | null;
  by: string;
  /** Its order was closed: what it cost then may be no offer any more. */
  closed?: boolean;
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
        include: {
          invoice: { include },
          subscription: { include: { invoices: { where: UNPAID, include, orderBy: { createdAt: "asc" } } } },
        },
      })
    : [];
  const invoices = numbers.length ? await tx.invoice.findMany({ where: { number: { in: numbers }, kind: "INVOICE" }, include }) : [];
  const byReference = new Map<string, Meant>();
  for (const row of tries) byReference.set(row.gatewayReference!, await meantByOne(row, tx));
  const byNumber = new Map(invoices.map((invoice) => [invoice.number!, invoice]));
  return said.map((each) => {
    const found = new Map<string, Meant>();
    const numbered = each.numbers.flatMap((number) => byNumber.get(number) ?? []).map((invoice) => meant(invoice, invoice.number!));
    for (const one of [...each.references.flatMap((reference) => byReference.get(reference) ?? []), ...numbered])
      if (!found.has(one.invoice.id)) found.set(one.invoice.id, one);
    return [...found.values()];
  });
}

type Try = Transaction & {
  invoice: InvoiceOf | null;
  subscription: (Subscription & { invoices: InvoiceOf[] }) | null;
};
type InvoiceOf = Invoice & { customer: Meant["customer"] };

/** A reference that is paid with each time means the invoice that is open, else the period that comes; any other the invoice of its try. */
async function meantByOne(row: Try, tx: Tx | typeof db): Promise<Meant> {
  const found = await meantNow(row, tx);
  return row.subscription?.transferId === row.id ? { ...found, standing: row.subscription.id } : found;
}

async function meantNow(row: Try, tx: Tx | typeof db): Promise<Meant> {
  const [by, { subscription }] = [row.gatewayReference!, row];
  const closed = row.invoice!.number === null && row.invoice!.status === "VOID";
  const first = { ...meant(row.invoice!, by), due: dueOfTry(row, row.invoice!), closed };
  if (first.due !== null || subscription?.transferId !== row.id) return first;
  const [open] = subscription.invoices;
  if (open) return meant(open, by);
  if (!LIVE.includes(subscription.status)) return first;
  const asked = await unlessUnknown(async () => askedByTransfer(tx, subscription.id, await getSettings()));
  const due = asked === "unknown" || !asked || asked.amount.minor <= 0n ? null : asked.amount.minor;
  return { ...first, invoice: { ...first.invoice, currency: subscription.currency }, ahead: subscription.id, due };
}

/** An order is paid whole, and by as much as it was asked for: the balance may pay the rest. */
function dueOfTry({ amount, status }: Transaction, invoice: Invoice): bigint | null {
  if (invoice.number !== null) return dueOf(invoice);
  return status === "SUCCEEDED" ? null : amount;
}

function dueOf(invoice: Invoice): bigint | null {
  return TAKES_MONEY.includes(invoice.status) && balanceOf(invoice) > 0n ? balanceOf(invoice) : null;
}

function meant(invoice: InvoiceOf, by: string): Meant {
  const { id, number, currency, orderId, customer } = invoice;
  return { invoice: { id, number, currency, orderId }, customer, due: dueOf(invoice), by };
}

/** What may be an invoice's number: words with a digit in them, with the signs that numbers are made with. */
function numbersIn(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}/_-]/u).filter((word) => word.length > 2 && word.length <= 40 && /\d/.test(word));
  return [...new Set(words.flatMap((word) => [word, word.toUpperCase()]))].slice(0, 60);
}

/** `again`: it may be recorded already. `closed`: the order was, and would begin as it was agreed then. `returned`, `unpaid`: of money that left. */
export type Verdict = "matches" | "again" | "closed" | "several" | "unknown" | "currency" | "paid" | "amount" | "returned" | "unpaid";

/**
 * What a person has to know of a line before they record it: only one that `matches` may be recorded with others. Of money that left, whether so much came before.
 * @param sent what came before for what lines may mean (`sentFor`)
 */
export function verdictOf(line: Pick<StatementLine, "amount" | "currency" | "bookedOn">, found: Meant[], sent: Sent[]): Verdict {
  const { amount, currency } = line;
  const [only, ...others] = found;
  if (!only) return "unknown";
  if (others.length > 0) return "several";
  if (only.invoice.currency !== currency) return "currency";
  if (amount < 0n)
    return verdictOfLeft(
      line,
      sent.filter((each) => isFor(each, only)),
    );
  if (only.due === null) return "paid";
  if (only.due !== amount) return "amount";
  if (only.closed) return "closed";
  return twinOf(line, only, sent) ? "again" : "matches";
}

/** The payment by which the money of a line may be recorded already, the newest. */
export function twinOf(line: Pick<StatementLine, "amount" | "bookedOn">, meant: Meant, sent: Sent[]): Sent | null {
  return sent.find((each) => isFor(each, meant) && isSameMoney(each, line)) ?? null;
}

function verdictOfLeft(line: Pick<StatementLine, "amount" | "bookedOn">, sent: Sent[]): Verdict {
  if (sent.some((each) => isGivenAlready(each, line))) return "again";
  const open = sent.filter(({ left }) => left > 0n);
  if (open.length === 0) return "unpaid";
  return open.some(({ left }) => left === -line.amount) ? "returned" : "amount";
}
