import { type Meant, meantBy, twinOf, type Verdict, verdictOf } from "#lib/billing/parts/meant-by.ts";
import { sentFor } from "#lib/billing/parts/sent-for.ts";
import { db } from "#lib/db/client.ts";
import { Prisma, type StatementLine, StatementLineState } from "#lib/db/generated/client.ts";
import { type Cursor, type KeysetPage, keyset, type Sort, type Sorting } from "#lib/db/keyset.ts";
import { containing } from "#lib/db/like.ts";
import { type PayoutAtBank, payoutsAtBank } from "#lib/reports/payout-at-bank.ts";

export const LINE_STATES = Object.values(StatementLineState);

export const STATEMENTS = "/operator/transactions/statements";

/** Where lines of statements are listed; of one that is named, those of its own. */
export function statementsHref({ statement }: { statement: number | null }): string {
  return statement === null ? STATEMENTS : `${STATEMENTS}?statement=${statement}`;
}

export const LINE_SORTS = {
  date: { column: Prisma.sql`l."bookedOn"`, holds: "instant", keyOf: (row) => row.bookedOn, first: "desc" },
} satisfies Record<string, Sort<StatementLine>>;

/** `q`: the payer or the text. `statement`: the number of the one they came with, empty for all. The days are those of booking. */
export type LineFilter = {
  sorting?: Sorting<"date">;
  q: string;
  state: StatementLineState | null;
  statement: string;
  from: string | null;
  to: string | null;
};

export type LineRow = StatementLine & {
  statement: { number: number; fileName: string };
  transaction: { id: string; number: number } | null;
  /** Of an open line. */
  verdict: Verdict | null;
  meant: Meant | null;
  /** The payout of a gateway that it may be, where it names nothing of a viewer's. */
  payout: PayoutAtBank | null;
  /** Of money that came: the payment by which it may be recorded already. */
  twin: { id: string; number: number } | null;
};

/** Lines of a state (those to be decided, unless told otherwise), the newest first, with what each of those that are open may be for. */
export async function statementLines(filter: LineFilter, cursor: Cursor | null, size?: number): Promise<KeysetPage<LineRow>> {
  const list = keyset(LINE_SORTS, Prisma.sql`l."id"`, { sorting: filter.sorting, cursor, size });
  const state = filter.state ?? "OPEN";
  const conditions = [list.where, ...conditionsOf(filter)];
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT l."id" FROM "StatementLine" l WHERE ${Prisma.join(conditions, " AND ")} ${list.order}`;
  const include = { statement: { select: { number: true, fileName: true } }, transaction: { select: { id: true, number: true } } };
  const found = new Map(
    (await db.statementLine.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, include })).map((row) => [row.id, row]),
  );
  const page = list.page(ids.flatMap(({ id }) => found.get(id) ?? []));
  return { ...page, rows: await withMeaning(page.rows as Found[], state) };
}

type Found = Omit<LineRow, "verdict" | "meant" | "twin" | "payout">;

async function withMeaning(lines: Found[], state: StatementLineState): Promise<LineRow[]> {
  const found = state === "OPEN" ? await meantBy(lines) : [];
  const [sent, payouts] = await Promise.all([sentFor(found.flat()), payoutsAtBank(state === "OPEN" ? lines : [])]);
  return lines.map((line, index) => {
    const meant = found[index]?.length === 1 ? found[index][0] : null;
    const verdict = state === "OPEN" ? verdictOf(line, found[index], sent) : null;
    const twin = meant && line.amount > 0n ? twinOf(line, meant, sent) : null;
    return { ...line, verdict, meant, twin, payout: found[index]?.length === 0 ? payouts[index] : null };
  });
}

/** How many lines there are of each state. */
export async function lineCounts(filter: Pick<LineFilter, "statement">): Promise<Record<StatementLineState, number>> {
  const where = filter.statement ? { statement: { number: numberOf(filter.statement) } } : {};
  const counts = await db.statementLine.groupBy({ by: ["state"], where, _count: true });
  const countOf = (of: StatementLineState) => counts.find((count) => count.state === of)?._count ?? 0;
  return { OPEN: countOf("OPEN"), MATCHED: countOf("MATCHED"), IGNORED: countOf("IGNORED") };
}

/**
 * The next lines of such a list that are to be decided and brought money, by their ids: from `after` on, as long as there are any; `left` says how many come after them.
 */
export async function nextOpenLines(filter: Omit<LineFilter, "state" | "sorting">, after: string | null, size: number) {
  const conditions = [...conditionsOf({ ...filter, state: "OPEN" }), Prisma.sql`l."amount" > 0`];
  if (after) conditions.push(Prisma.sql`l."id" > ${after}::uuid`);
  const where = Prisma.join(conditions, " AND ");
  const found = await db.$queryRaw<{ id: string; all: number }[]>`
    SELECT l."id", (count(*) OVER ())::int AS "all" FROM "StatementLine" l WHERE ${where} ORDER BY l."id" LIMIT ${size}`;
  return { ids: found.map(({ id }) => id), left: (found[0]?.all ?? 0) - found.length };
}

function conditionsOf({ q, state, statement, from, to }: LineFilter): Prisma.Sql[] {
  const conditions = [Prisma.sql`l."state" = ${state ?? "OPEN"}::"StatementLineState"`, ...ofStatement({ statement })];
  if (q) conditions.push(Prisma.sql`(l."payer" ILIKE ${containing(q)} OR l."text" ILIKE ${containing(q)})`);
  if (from) conditions.push(Prisma.sql`l."bookedOn" >= ${from}::date`);
  if (to) conditions.push(Prisma.sql`l."bookedOn" <= ${to}::date`);
  return conditions;
}

function ofStatement({ statement }: Pick<LineFilter, "statement">): Prisma.Sql[] {
  if (!statement) return [];
  return [Prisma.sql`l."statementId" = (SELECT s."id" FROM "BankStatement" s WHERE s."number" = ${numberOf(statement)})`];
}

/** None has the number 0. */
function numberOf(statement: string): number {
  return /^\d{1,9}$/.test(statement) ? Number(statement) : 0;
}
