import { db } from "#lib/db/client.ts";
import { type Operator, Role } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { recipientOf } from "#lib/identity/account.ts";
import { may } from "#lib/identity/roles.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { formatMoney } from "#lib/kernel/format.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { type Digest, digestOf } from "#lib/reports/digest.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { type DueLetter, dueLetters } from "./due-letters.ts";

const ROLES = Object.values(Role).filter((role) => may(role, "digests.get"));

type Due = DueLetter & { operator: Operator };

/**
 * Writes to operators who want it how yesterday or last week went, and on the first days of a month where its reports are. Each once a period: in the morning of the account's time zone, or when a worker
 * runs again. At most `limit` letters; returns how many.
 */
export async function sendDigests(limit: number): Promise<number> {
  const at = now();
  const settings = await getSettings();
  const left = (await notSent(at, settings.company.timeZone)).slice(0, limit);
  const digests = new Map<string, Digest>();
  for (const due of left) {
    const days = `${due.from} ${due.to}`;
    const digest = digests.get(days) ?? (due.key === "digest" ? await digestOf(due, settings, at) : null);
    if (digest) digests.set(days, digest);
    await write(due, digest, settings);
  }
  return left.length;
}

async function notSent(at: Date, timeZone: string): Promise<Due[]> {
  const operators = await db.operator.findMany({ where: { digest: { not: "NEVER" }, role: { in: ROLES }, disabledAt: null } });
  const due = operators.flatMap((operator) => dueLetters(operator, at, timeZone).map((letter) => ({ ...letter, operator })));
  const keyOf = ({ dedupeKey }: DueLetter) => `${dedupeKey}:email`;
  const sent = await db.message.findMany({ where: { dedupeKey: { in: due.map(keyOf) } }, select: { dedupeKey: true } });
  const known = new Set(sent.map(({ dedupeKey }) => dedupeKey));
  return due.filter((letter) => !known.has(keyOf(letter)));
}

async function write(due: Due, digest: Digest | null, settings: Settings): Promise<void> {
  const { dedupeKey, operator } = due;
  const common = { dedupeKey, recipient: recipientOf("operator", operator) };
  await transaction((tx) =>
    digest
      ? queueMessage(tx, { key: "digest", ...common, variables: digestVariables(due, digest, settings) })
      : queueMessage(tx, { key: "monthly_reports", ...common, variables: reportsVariables(due, settings) }),
  );
}

const dayIn = (day: string, { company }: Settings) => startOfDay(Temporal.PlainDate.from(day), company.timeZone);
const page = (path: string) => `${env().APP_URL}/operator${path}`;

function digestVariables({ from, to, operator }: Due, digest: Digest, settings: Settings) {
  const { currency, subscriptions, others, mrr, attention } = digest;
  const number = new Intl.NumberFormat(operator.locale);
  const money = (minor: bigint) => ({ minor, currency });
  const days = `from=${from}&to=${to}`;
  return {
    rhythm: from === to ? "daily" : "weekly",
    first_day: dayIn(from, settings),
    last_day: dayIn(to, settings),
    taken: money(digest.now.gross),
    taken_before: money(digest.before.gross),
    others: others.map((sum) => formatMoney(sum, operator.locale)).join(", ") || null,
    payments: number.format(digest.now.payments),
    failed: number.format(digest.failed),
    refunded: money(digest.now.refunded),
    refunds: number.format(digest.now.refundCount),
    gained: number.format(subscriptions.gained),
    canceled: number.format(subscriptions.lost),
    active: number.format(subscriptions.active),
    mrr: mrr === null ? null : money(mrr),
    attention: attention > 0 ? number.format(attention) : null,
    links: {
      dashboard: page(`?period=custom&${days}`),
      failed: page(`/transactions?kind=CHARGE&status=DECLINED&${days}`),
      settings: page("/security"),
    },
  };
}

function reportsVariables({ from, to }: Due, settings: Settings) {
  const until = `?to=${to}`;
  return {
    month: dayIn(from, settings),
    links: {
      revenue: page(`/revenue${until}`),
      ledger: page(`/ledger${until}`),
      tax: page(`/tax${until}`),
      receivables: page(`/receivables?on=${to}`),
      liabilities: page(`/liabilities${until}`),
      payouts: page(`/payouts${until}`),
      settings: page("/security"),
    },
  };
}
