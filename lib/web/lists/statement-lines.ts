import { type Meant, meantBy, type Verdict, verdictOf } from "#lib/billing/parts/meant-by.ts";
import { sentFor } from "#lib/billing/parts/sent-for.ts";
import { db } from "#lib/db/client.ts";
import { type StatementLine, StatementLineState } from "#lib/db/generated/client.ts";

export const LINE_STATES = Object.values(StatementLineState);
const MOST = 100;

export const STATEMENTS = "/operator/transactions/statements";

/** Where lines of statements are listed; of one that is named, all of its own. */
export function statementsHref({ statement }: { statement: number | null }): string {
  return statement === null ? STATEMENTS : `${STATEMENTS}?statement=${statement}`;
}

export type LineRow = StatementLine & {
  statement: { number: number; fileName: string };
  transaction: { id: string; number: number } | null;
  /** Of an open line. */
  verdict: Verdict | null;
  meant: Meant | null;
};

/** The newest lines of a state, at most 100, with what each of those that are open may be for; and how many of each state there are. */
export async function statementLines(state: StatementLineState) {
  const include = { statement: { select: { number: true, fileName: true } }, transaction: { select: { id: true, number: true } } };
  const [lines, counts] = await Promise.all([
    db.statementLine.findMany({ where: { state }, orderBy: [{ bookedOn: "desc" }, { id: "desc" }], take: MOST, include }),
    db.statementLine.groupBy({ by: ["state"], _count: true }),
  ]);
  const found = state === "OPEN" ? await meantBy(lines) : [];
  const left = lines.flatMap(({ amount }, index) => (amount < 0n ? (found[index] ?? []) : []));
  const sent = await sentFor(left);
  const rows: LineRow[] = lines.map((line, index) => ({
    ...line,
    verdict: state === "OPEN" ? verdictOf(line, found[index], sent) : null,
    meant: found[index]?.length === 1 ? found[index][0] : null,
  }));
  const countOf = (of: StatementLineState) => counts.find((count) => count.state === of)?._count ?? 0;
  return { rows, counts: { OPEN: countOf("OPEN"), MATCHED: countOf("MATCHED"), IGNORED: countOf("IGNORED") } };
}
