import { PPM, toDecimal } from "#lib/kernel/money.ts";
import type { OssRow } from "./oss.ts";

/** The return's way to write Greece. */
const inReturn = (country: string) => (country === "GR" ? "EL" : country);
const percent = (ratePpm: number) => ((ratePpm * 100) / Number(PPM)).toFixed(2);

/**
 * The quarter's sales in the shape that the German portal imports (BZSt, "OSS EU-Regelung", version 2.0): record 1 names a country of consumption,
 * record 2 a rate of services. Euros only; corrections of earlier quarters are no record of it, and are typed in.
 * Source: elster.de/bportal/helpGlobal?themaGlobal=osseust_import
 */
export function bzstCsv(rows: OssRow[]): string {
  const sales = rows.filter(({ corrects, currency, tax }) => corrects === null && currency === "EUR" && tax > 0n);
  const countries = [...new Set(sales.map(({ country }) => country))];
  const records = countries.flatMap((country) => [
    line(["1", inReturn(country)]),
    ...sales.flatMap((row) =>
      row.country === country ? line(["2", inReturn(country), "STANDARD", percent(row.ratePpm), ...amounts(row)]) : [],
    ),
  ]);
  return ["#v2.0\r\n", ...records].join("");
}

/** All of the report, for portals of other countries and for whoever does the books. */
export function ossCsv(rows: OssRow[]): string {
  const head = line(["country", "rate", "currency", "net", "vat", "corrects"]);
  return [
    head,
    ...rows.map((row) => line([inReturn(row.country), percent(row.ratePpm), row.currency, ...amounts(row), row.corrects])),
  ].join("");
}

/** Codes and amounts alone, none of which a spreadsheet would run: a negative amount must stay one. */
function line(cells: (string | null)[]): string {
  return `${cells.join(",")}\r\n`;
}

function amounts({ net, tax, currency }: OssRow): string[] {
  return [net, tax].map((minor) => toDecimal({ minor, currency }));
}
