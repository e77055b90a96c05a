import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import { Prisma } from "#lib/db/generated/client.ts";

const tables: string[] = Object.values(Prisma.ModelName);
/** Which room each table is of, as the map has it. */
const owned = [...readFileSync("docs/map.md", "utf8").matchAll(/^\| `lib\/(\w+)[^|]*\|[^|]*\|([^|]*)\|/gm)].flatMap(([, room, cell]) =>
  [...cell.matchAll(/\w+/g)].map(([table]) => ({ table, room })),
);
const roomOf = new Map(owned.map(({ table, room }) => [table, room]));
const files = globSync("lib/**/*.ts").filter((file) => !file.startsWith("lib/db/"));

it("names each table once, in the map, beside the room whose it is", () => {
  expect(owned.map(({ table }) => table).sort()).toEqual(tables.sort());
});

it("lets a row be written by its own room alone", () => {
  expect(files.flatMap((file) => strangersWritten(file, readFileSync(file, "utf8")))).toEqual([]);
});

it.each([
  "await tx.invoice.update({ where: { id }, data: { nextAttemptAt: null } });",
  "db.invoice\n  .updateMany({ where, data });",
  'await client.$executeRaw`UPDATE "Invoice" SET "paid" = 0`;',
  'await tx.$queryRaw`WITH "gone" AS (DELETE FROM "Invoice" RETURNING 1) SELECT 1`;',
  'return changeRow(tx, "Invoice", invoice, { paid });',
  'return takeDue("Invoice", { due, which, limit, forMs });',
  "await insertRows(tx, { Invoice: [row] });",
  'import { transactionDraft } from "#lib/payments/draft.ts";\nawait insertRows(tx, { Invoice: [row] });',
])("finds a row that another room writes: %s", (code) => {
  expect(strangersWritten("lib/billing/parts/some.ts", code)).toEqual(["lib/billing/parts/some.ts writes Invoice, which invoices does"]);
});

it.each([
  'import { invoiceDraft } from "#lib/invoices/draft.ts";\nawait insertRows(tx, { Invoice: [invoiceDraft(input)] });',
  'import { eventRow } from "#lib/events/record.ts";\nawait changeRow(tx, "Order", order, { status }, { DomainEvent: [eventRow(event)] });',
])("lets a room insert what the other has drafted: %s", (code) => {
  expect(strangersWritten("lib/billing/parts/some.ts", code)).toEqual([]);
});

it("locks rows in the lock.ts of their room", () => {
  for (const file of files) {
    const code = readFileSync(file, "utf8");
    const locks = /\block(?:ed)?Row\(|\bFOR (?:NO KEY UPDATE|UPDATE|KEY SHARE|SHARE)\b(?! SKIP LOCKED)|\bpg_advisory_/.test(code);
    if (locks) expect(basename(file), file).toBe("lock.ts");
    if (basename(file) === "lock.ts")
      for (const [, name] of code.matchAll(/"(\w+)"/g)) if (tables.includes(name)) expect(roomOf.get(name), file).toBe(folderOf(file));
  }
});

/** Tables of other rooms that a file writes, but for those whose rows it inserts or changes as their room has drafted them. */
function strangersWritten(file: string, code: string): string[] {
  const byOneself = [...byPrisma(code), ...inSql(code), ...leased(code)];
  const drafted = inRows(code).filter((table) => !importsDraft(code, table));
  return [...byOneself, ...drafted].flatMap((table) =>
    roomOf.get(table) === folderOf(file) ? [] : [`${file} writes ${table}, which ${roomOf.get(table)} does`],
  );
}

function byPrisma(code: string): string[] {
  return [...code.matchAll(/\.(\w+)\s*\.(?:create|update|upsert|delete)(?:Many)?(?:AndReturn)?\(/g)]
    .map(([, model]) => model[0].toUpperCase() + model.slice(1))
    .filter((table) => tables.includes(table));
}

function inSql(code: string): string[] {
  return [...code.matchAll(/\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"/g)].map(([, table]) => table);
}

function leased(code: string): string[] {
  return [...code.matchAll(/\btakeDue\(\s*"(\w+)"/g)].map(([, table]) => table);
}

/** What `insertRow`, `insertRows` and `changeRow` of lib/db/rows.ts are given: a table by name, or rows by table. */
function inRows(code: string): string[] {
  const named = [...code.matchAll(/\b(?:insertRow|insertRowNaming|changeRow)\(\s*\w+,\s*"(\w+)"/g)].map(([, table]) => table);
  const keys = [...code.matchAll(/[{,]\s*(\w+):/g)].map(([, key]) => key).filter((key) => tables.includes(key));
  return [...named, ...keys];
}

/** A draft is named for what it returns. What happened is drafted with what it happened to. */
function importsDraft(code: string, table: string): boolean {
  return [...code.matchAll(/^import \{([^}]+)\} from "#lib\/(\w+)\//gm)].some(
    ([, names, room]) => /(?:Draft|Row)\b/.test(names) && (room === roomOf.get(table) || (table === "DomainEvent" && room !== "db")),
  );
}

function folderOf(file: string): string {
  return file.split("/")[1];
}
