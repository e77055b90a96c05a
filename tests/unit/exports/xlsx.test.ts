import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Cell } from "#lib/exports/cell.ts";
import { openFile } from "#lib/exports/file.ts";
import { readXlsx } from "#tests/domain/exports/read-xlsx.ts";

const SHEET = { columns: ["number", "created_at", "amount", "name"], timeZone: "Europe/Berlin" };

/** A file of these pages of rows, each added by another process than the one before. */
async function written(pages: Cell[][][], sheet = SHEET): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let state: unknown = null;
  for (const rows of pages) {
    const file = openFile("XLSX", state, sheet);
    pieces.push(await file.add(rows));
    state = JSON.parse(JSON.stringify(file.state));
  }
  pieces.push(await openFile("XLSX", state, sheet).end());
  return Buffer.concat(pieces);
}

const amount = (minor: bigint, currency: string) => ({ minor, currency });
const named = async (name: string) => readXlsx(await written([[[null, null, null, name]]]))[0][1].D?.value;

describe("a workbook", () => {
  it("has numbers as numbers with their currency's decimals, dates of the account's time zone, words as words", async () => {
    const rows = [
      [1, new Date("2026-07-01T10:00:00Z"), amount(123_456n, "EUR"), "Ada"],
      [2, new Date("2026-01-01T00:00:00Z"), amount(-5n, "JPY"), "0042"],
      [3, null, amount(1_234_567n, "KWD"), "عبد الرحمن"],
    ];
    const [head, ...lines] = readXlsx(await written([rows]))[0];
    expect(Object.values(head).map(({ value }) => value)).toEqual(["number", "created_at (Europe/Berlin)", "amount", "name"]);
    expect(lines.map(({ A, C, D }) => [A.value, C.value, D.value])).toEqual([
      [1, 1234.56, "Ada"],
      [2, -5, "0042"],
      [3, 1234.567, "عبد الرحمن"],
    ]);
    expect(lines.map(({ C }) => C.format)).toEqual(["#,##0.00", "#,##0", "#,##0.000"]);
    // Noon of summer's 1 July, which spreadsheets count as the 46,204th day.
    expect(lines.map(({ B }) => B?.value)).toEqual([46_204.5, expect.closeTo(46_023 + 1 / 24, 9), undefined]);
    expect(lines[0].B.format).toBe("yyyy-mm-dd hh:mm:ss");
  });

  it("runs nothing that somebody typed, and loses none of it", async () => {
    for (const text of ["=1+1", "=cmd|' /C calc'!A0", "+49", "@SUM(A1)", "a & b <i>", "  spaced  ", "two\nlines", '"'.repeat(3)])
      expect(await named(text)).toBe(text);
    expect(await named("bell\u0007")).toBe("bell_x0007_");
    expect(await named("_x0041_")).toBe("_x005F_x0041_");
    expect(await named("half \ud83d")).toBe("half \ufffd");
    expect(await named("a".repeat(40_000))).toHaveLength(32_767);
  });

  it("writes as text what a spreadsheet's number cannot hold", async () => {
    const [, row] = readXlsx(await written([[[1, null, amount(12_345_678_901_234_567n, "EUR"), ""]]]))[0];
    expect(row.C.value).toBe("123456789012345.67");
    expect(row.D).toBeUndefined();
  });

  it("is the same, whoever writes which part of it", async () => {
    const rows = Array.from({ length: 50 }, (_, n): Cell[] => [n, new Date(n * 1e10), amount(BigInt(n), "EUR"), `Viewer ${n}`]);
    const whole = readXlsx(await written([rows]));
    expect(readXlsx(await written([rows.slice(0, 1), rows.slice(1, 30), rows.slice(30)]))).toEqual(whole);
    expect(whole[0]).toHaveLength(51);
  });

  it("has its names and no rows of a list that has none", async () => {
    expect(readXlsx(await written([[]]))).toEqual([[expect.objectContaining({ A: { value: "number", format: "General" } })]]);
  });

  it("goes on in a second sheet after as many rows as one may have", async () => {
    const names = { columns: ["number"], timeZone: "UTC" };
    const begun = openFile("XLSX", null, names);
    const head = await begun.add([[1]]);
    // As if all but the last three lines of its first sheet were written.
    const late = openFile("XLSX", { ...(begun.state as object), line: 1_048_573 }, names);
    const rest = [await late.add([[2], [3], [4], [5]]), await late.add([[6]]), await late.end()];
    const sheets = readXlsx(Buffer.concat([head, ...rest])).map((rows) => rows.map(({ A }) => A.value));
    expect(sheets).toEqual([
      ["number", 1, 2, 3, 4],
      ["number", 5, 6],
    ]);
    const [first] = Object.entries(unzipSync(Buffer.concat([head, ...rest]))).filter(([name]) => name.endsWith("sheet1.xml"));
    expect(Buffer.from(first[1]).toString()).toContain('<row r="1048576">');
  });
});
