import { db } from "#lib/db/client.ts";
import { encodeCursor } from "#lib/kernel/place.ts";
import { findAnything } from "#lib/reports/find-anything.ts";
import { rollUpFinance } from "#lib/reports/rollups/roll-up-finance.ts";
import { rollUpFunnel } from "#lib/reports/rollups/roll-up-funnel.ts";
import { rollUpLedger } from "#lib/reports/rollups/roll-up-ledger.ts";
import { rollUpMrr } from "#lib/reports/rollups/roll-up-mrr.ts";
import { rollUpSubscriptions } from "#lib/reports/rollups/roll-up-subscriptions.ts";
import { rollUpTransactions } from "#lib/reports/rollups/roll-up-transactions.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { seedLarge } from "../seed-large/seed.ts";
import { cookieOf } from "./cookie-of.ts";
import { median } from "./in-turn.ts";
import type { Stage } from "./stage.ts";

const REQUESTS = 40;
const WARM_UP = 5;
const DEEP = 1_000_000;
const HOUR_MS = 3_600_000;

/**
 * What an operator waits for, with three years of a made-up operator's history: each page over HTTP from the production build, one request after the other, and beside the dashboard what
 * adding up the same rows costs PostgreSQL in the same run.
 */
export async function measure(stage: Stage, print: (line: object) => void, transactions: number): Promise<void> {
  const until = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  await seedLarge({ url: process.env.DATABASE_URL!, transactions, until, say: console.error });
  for (const [what, run] of Object.entries(ROLLUPS))
    print({ transactions, what, unit: "ms", once: Math.round(await timeOf(() => untilDone(run))) });
  await measurePages(stage, print, transactions, until);
}

async function measurePages(
  { url, serve, memory }: Stage,
  print: (line: object) => void,
  transactions: number,
  until: Date,
): Promise<void> {
  const cookie = await cookieOf("operator", (await anOperator("OWNER")).id);
  const pages = await addresses();
  await serve();
  const ask = async (path: string) => {
    const answer = await fetch(url + path, { headers: { cookie }, redirect: "manual" });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
  };
  for (const [what, path] of Object.entries(pages)) print({ transactions, what, unit: "ms", ...(await spread(() => ask(path))) });
  for (const [what, text] of Object.entries(await words()))
    print({ transactions, what, unit: "ms", ...(await spread(() => findAnything(text))) });
  for (const days of [30, 365])
    print({ transactions, what: `naive sum of ${days} days`, unit: "ms", ...(await spread(() => naive(until, days))) });
  print({ transactions, what: "memory of the server", unit: "MB", ...memory() });
}

const ROLLUPS = {
  "adding up transactions": rollUpTransactions,
  "counting subscriptions": rollUpSubscriptions,
  "making movements of MRR": rollUpMrr,
  "adding up visitors": rollUpFunnel,
  "adding up the ledger": rollUpLedger,
  "adding up reports for finance": rollUpFinance,
};

async function untilDone(run: () => Promise<number>): Promise<void> {
  while ((await run()) > 0);
}

/** Someone in the middle of the history, whom all searches are for. */
async function someone() {
  const among = { kind: "CHARGE", status: "SUCCEEDED", invoiceId: { not: null }, phone: { not: null }, planId: { not: null } } as const;
  const skip = Math.min(500, (await db.transaction.count({ where: among, take: 501 })) - 1);
  return db.transaction.findFirstOrThrow({ where: among, include: { invoice: true }, orderBy: { settledAt: "desc" }, skip });
}

async function addresses(): Promise<Record<string, string>> {
  const { id, name, email, phone, gatewayReference, amount, currency, invoice, planId, gateway } = await someone();
  const [deep] = await db.transaction.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    skip: Math.min(DEEP, (await db.transaction.count()) - 100),
    take: 1,
  });
  const list = (query: Record<string, string>) => `/operator/transactions?${new URLSearchParams(query)}`;
  const yearAgo = new Date(Date.now() - 365 * 24 * HOUR_MS).toISOString().slice(0, 10);
  const decimal = (Number(amount) / 100).toFixed(2);
  return {
    "dashboard, 30 days": "/operator",
    "dashboard, 12 months": "/operator?period=12m",
    "dashboard, of a plan": `/operator?plan=${planId}`,
    "dashboard, of a gateway, 12 months": `/operator?period=12m&gateway=${gateway}`,
    subscriptions: "/operator/subscriptions",
    "subscriptions, active a year ago": `/operator/subscriptions?active=${yearAgo}`,
    "transactions, page 1": "/operator/transactions",
    "transactions, a page far down": list({ cursor: encodeCursor({ direction: "after", key: deep.createdAt, id: deep.id }) }),
    "transactions by name": list({ q: name }),
    "transactions by email": list({ q: email }),
    "transactions by phone": list({ q: phone ?? "" }),
    "transactions by reference": list({ q: gatewayReference ?? "" }),
    "transactions by invoice": list({ q: invoice?.number ?? "" }),
    "transactions by amount": list({ currency, min: decimal, max: decimal }),
    "transactions, declined last": list({ status: "DECLINED" }),
    "transaction's details": list({ open: id }),
    communications: "/operator/communications",
    customers: "/operator/customers",
    invoices: "/operator/invoices",
    ledger: "/operator/ledger",
    "deferred revenue": "/operator/revenue",
    retention: "/operator/retention",
    visitors: "/operator/visitors",
  };
}

async function words(): Promise<Record<string, string>> {
  const { name, email, number, invoice } = await someone();
  return {
    "Cmd-K, part of a name": name.slice(0, 3),
    "Cmd-K, an address": email,
    "Cmd-K, a number": String(number),
    "Cmd-K, an invoice": invoice?.number ?? "",
  };
}

function naive(until: Date, days: number): Promise<unknown> {
  const from = new Date(until.getTime() - days * 24 * HOUR_MS);
  return db.$queryRaw`
    SELECT "gateway", "country", count(*), sum("amount") FROM "Transaction"
    WHERE "settledAt" >= ${from} AND "settledAt" < ${until} AND "status" = 'SUCCEEDED' AND "kind" = 'CHARGE' AND "currency" = 'EUR' GROUP BY GROUPING SETS ((), ("gateway"), ("country"))`;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The middle and the worst but one in twenty, of requests one after the other. */
async function spread(work: () => Promise<unknown>): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let request = -WARM_UP; request < REQUESTS; request += 1) {
    const time = await timeOf(work);
    if (request >= 0) times.push(time);
  }
  times.sort((a, b) => a - b);
  return { p50: median(times), p95: Math.round(times[Math.ceil(REQUESTS * 0.95) - 1] * 10) / 10 };
}
