import { earn, type Line, monthDay } from "./earn.ts";
import { bytesOf } from "./encode.ts";
import { type Id, TAG } from "./ids.ts";
import { CURRENCIES } from "./shop.ts";
import type { Bill, Story } from "./story.ts";

const ACCOUNTS = Object.fromEntries(
  ["receivable", "deferred", "revenue", "tax", "fees", "written_off", "disputes"].map((name) => [name, bytesOf(name)]),
);
const KEYS = Object.fromEntries(
  ["issue:", "charge:", "fee:", "credit:", "refund:", "write-off:", "dispute:", "recognise:"].map((key) => [key, bytesOf(key)]),
);

type Posting = [account: string | Uint8Array, amount: number];
type Journal = {
  id: Id;
  key: string;
  about: Id;
  after?: string;
  at: number;
  currency: number;
  transaction?: Id | null;
  invoice?: Id | null;
};

/** A journal and its entries; what is zero is not posted. */
export function post({ rows, counted }: Story, journal: Journal, postings: Posting[]): void {
  if (!postings.some(([, amount]) => amount !== 0)) return;
  const { id, key, about, after, at, currency, transaction = null, invoice = null } = journal;
  rows.LedgerJournal.begin().id(id).key(KEYS[key], about, after).at(at).id(transaction);
  for (const [account, amount] of postings) {
    if (amount === 0) continue;
    const row = rows.LedgerEntry.begin()
      .newId(TAG.ENTRY, at, ++counted.entries)
      .id(id);
    row
      .bytes(typeof account === "string" ? ACCOUNTS[account] : account)
      .text(CURRENCIES[currency])
      .big(amount)
      .id(invoice)
      .at(at);
  }
}

export function postIssued(story: Story, { n, id, sub, priced, issuedAt }: Bill): void {
  const journal = {
    id: { tag: TAG.ISSUED, ms: issuedAt!, n },
    key: "issue:",
    about: id,
    at: issuedAt!,
    currency: sub.viewer.region.currency,
  };
  post(story, { ...journal, invoice: id }, [
    ["receivable", priced.total],
    ["deferred", -priced.subtotal],
    ["tax", -priced.tax],
  ]);
}

/** What of an issued invoice leaves `deferred` in the closed months, and with its credit note. */
export function writeMovements(story: Story, bill: Bill): void {
  const { sub, priced, issuedAt, credit, n } = bill;
  const { currency } = sub.viewer.region;
  for (const [index, { kind, net }] of priced.lines.entries()) {
    if (net === 0) continue;
    const lasts = kind === "setup_fee" ? { start: null, end: 0 } : { start: bill.start, end: bill.end! };
    const given = credit?.lines[index];
    const line: Line = {
      net,
      ...lasts,
      billedAt: issuedAt!,
      credit: credit && given && given.net > 0 ? { at: credit.at, net: given.net } : null,
      lostAt: story.happened(bill.lostAt) ? bill.lostAt : null,
      pausedAt: sub.pausedAt,
    };
    for (const movement of earn(line, story.calendar, story.openMonth)) {
      const isCredit = movement.kind === "CREDITED";
      if (isCredit) credit!.deferred += movement.amount;
      else add(story, movement.month, currency, movement.kind, movement.amount);
      const row = story.rows.RevenueMovement.begin().newId(TAG.MOVEMENT, issuedAt!, ++story.counted.movements);
      row
        .newId(TAG.LINE + index, bill.at, n)
        .text(movement.kind)
        .day(monthDay(movement.month));
      if (isCredit) row.key(NOTHING, { tag: TAG.CREDIT_LINE + index, ms: credit!.at, n });
      else row.bytes(NOTHING);
      row.at(issuedAt).text(CURRENCIES[currency]).big(movement.amount);
      row.id(isCredit ? { tag: TAG.CREDITED, ms: credit!.at, n } : recognition(story, movement.month));
    }
  }
}

const NOTHING = new Uint8Array();

function add({ recognised }: Story, month: number, currency: number, kind: string, amount: number): void {
  const key = (month * 4 + currency) * 2 + (kind === "RECOGNIZED" ? 0 : 1);
  recognised.set(key, (recognised.get(key) ?? 0) + amount);
}

/** The journal of a month that was closed. */
function recognition({ calendar }: Story, month: number): Id {
  return { tag: TAG.RECOGNISED, ms: calendar.startOfMonth(month + 1), n: month };
}

/** The journals of the closed months. Returns these months and when they were closed. */
export function postRecognised(story: Story): { day: number; closedAt: number }[] {
  const { calendar, recognised, rows, counted } = story;
  const months = [...new Set([...recognised.keys()].map((key) => Math.floor(key / 8)))].sort((one, other) => one - other);
  for (const month of months) {
    const id = recognition(story, month);
    const at = calendar.startOfMonth(month + 1) - 1;
    const postings = CURRENCIES.flatMap((name, currency) =>
      ["revenue", "written_off"].map((account, kind) => ({
        name,
        account,
        amount: recognised.get((month * 4 + currency) * 2 + kind) ?? 0,
      })),
    ).filter(({ amount }) => amount !== 0);
    if (postings.length > 0) rows.LedgerJournal.begin().id(id).key(KEYS["recognise:"], id).at(at).none();
    for (const { name, account, amount } of postings)
      for (const [side, sum] of [
        ["deferred", amount],
        [account, -amount],
      ] as const)
        rows.LedgerEntry.begin()
          .newId(TAG.ENTRY, at, ++counted.entries)
          .id(id)
          .bytes(ACCOUNTS[side])
          .text(name)
          .big(sum)
          .none()
          .at(at);
  }
  const first = months[0] ?? story.openMonth;
  return Array.from({ length: Math.max(story.openMonth - first, 0) }, (_, index) => ({
    day: monthDay(first + index),
    closedAt: calendar.startOfMonth(first + index + 1) + 3_600_000,
  }));
}
