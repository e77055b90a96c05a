import { expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import type { Cursor } from "#lib/db/keyset.ts";
import { type LineFilter, lineCounts, statementLines } from "#lib/web/lists/statement-lines.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };
const ALL: LineFilter = { q: "", state: null, statement: "", from: null, to: null };

async function imported(...rows: string[]): Promise<string> {
  const file = new TextEncoder().encode(["Date,Description,Amount", ...rows].join("\n"));
  return String((await importStatement({ fileName: "bank.csv", file }, operator)).number);
}

/** The texts on each page, from the first to the last and back. */
async function pages(filter: LineFilter) {
  const shown: string[][] = [];
  let cursor: Cursor | null = null;
  let page = await statementLines(filter, null, 2);
  for (;;) {
    shown.push(page.rows.map(({ text }) => text));
    if (!page.after) break;
    cursor = page.after;
    page = await statementLines(filter, cursor, 2);
  }
  const back = page.before ? (await statementLines(filter, page.before, 2)).rows.map(({ text }) => text) : [];
  return { shown, back };
}

it("lists lines page by page, the newest first, none twice and none left out, on days that several share", async () => {
  const statement = await imported("2027-01-30,a,1", "2027-01-31,b,1", "2027-01-31,c,1", "2027-01-31,d,1", "2027-02-01,e,1");
  const { shown, back } = await pages({ ...ALL, statement });
  expect(shown.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(shown.flat().sort()).toEqual(["a", "b", "c", "d", "e"]);
  expect([shown[0][0], shown[2]]).toEqual(["e", ["a"]]);
  expect(back).toEqual(shown[1]);
});

it("lists those of one statement, of some days, and with a word in them", async () => {
  const [first, second] = [await imported("2027-03-01,one 100%,1", "2027-03-02,two,1"), await imported("2027-03-02,three,1")];
  const texts = async (filter: Partial<LineFilter>) =>
    (await statementLines({ ...ALL, ...filter }, null)).rows.map(({ text }) => text).sort();
  expect(await texts({ statement: first })).toEqual(["one 100%", "two"]);
  expect(await texts({ statement: second, from: "2027-03-02", to: "2027-03-02" })).toEqual(["three"]);
  expect(await texts({ from: "2027-03-02", to: "2027-03-02" })).toEqual(["three", "two"]);
  expect(await texts({ q: "100%" })).toEqual(["one 100%"]);
  expect(await texts({ statement: "x" })).toEqual([]);
  expect(await texts({ statement: first, state: "MATCHED" })).toEqual([]);
  expect(await lineCounts({ statement: first })).toEqual({ OPEN: 2, MATCHED: 0, IGNORED: 0 });
});

it("imports ten thousand lines at once, and knows them again", async () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => `2027-04-01,many ${at},12.00`);
  const statement = await imported(...rows);
  expect(await lineCounts({ statement })).toEqual({ OPEN: 10_000, MATCHED: 0, IGNORED: 0 });
  expect((await statementLines({ ...ALL, statement }, null)).rows).toHaveLength(50);
  const file = new TextEncoder().encode(["Date,Description,Amount", ...rows].join("\n"));
  expect(await importStatement({ fileName: "again.csv", file }, operator)).toMatchObject({ added: 0, known: 10_000 });
});
