import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

type Node = {
  "Node Type": string;
  "Total Cost": number;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  "Actual Loops": number;
  Plans?: Node[];
};

/** How PostgreSQL runs a statement: what it thinks that costs, and how many rows of a table it really read. */
export async function planOf(statement: Prisma.Sql): Promise<{ cost: number; readOf(table: string): number }> {
  const [explained] = await db.$queryRaw<{ "QUERY PLAN": [{ Plan: Node }] }[]>`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`;
  const [{ Plan: root }] = explained["QUERY PLAN"];
  return { cost: root["Total Cost"], readOf: (table) => readOf(table, root) };
}

function readOf(table: string, node: Node): number {
  const rows = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  const own = node["Relation Name"] === table ? rows * node["Actual Loops"] : 0;
  return (node.Plans ?? []).reduce((sum, part) => sum + readOf(table, part), own);
}
