import { expect, it } from "vitest";
import { guessedLayout, headerAt, type Layout } from "#lib/payments/statements/layout.ts";
import { readStatement } from "#lib/payments/statements/read-statement.ts";
import { rowsOf, separatorOf } from "#lib/payments/statements/table-rows.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, layout?: Layout) => readStatement(bytes(text), "EUR", layout);
const guess = (text: string, head?: number) => guessedLayout(rowsOf(text, separatorOf(text)), separatorOf(text), head);

/** A bank that nobody knows: its words are not in our list. */
const UNKNOWN = "Wann;Wieviel;Wozu;Wer\n31.01.2027;1.234,50;RF18 5390 0754 7034;Vera\n01.02.2027;-3,00;Strom;Werk\n";
const layout: Layout = {
  separator: "semicolon",
  head: 1,
  columns: { date: 0, amount: 1, text: 2, payer: 3 },
  dates: "dmy",
  decimal: "comma",
};

it("reads a table by the columns that a person named", () => {
  expect(() => read(UNKNOWN)).toThrow(expect.objectContaining({ code: "statement_columns" }));
  expect(read(UNKNOWN, layout).lines).toMatchObject([
    { bookedOn: "2027-01-31", amount: { minor: 123_450n, currency: "EUR" }, text: "RF18 5390 0754 7034", payer: "Vera" },
    { bookedOn: "2027-02-01", amount: { minor: -300n } },
  ]);
});

it("guesses the separator, the row of names, the order of dates and the decimal mark", () => {
  expect(guess(UNKNOWN)).toEqual({ separator: "semicolon", head: 1, columns: {}, dates: "dmy", decimal: "comma" });
  expect(guess(`My bank\n\nWhen,How much,What for\n01/31/2027,"1,234.50",x\n`)).toMatchObject({
    separator: "comma",
    head: 3,
    dates: "mdy",
    decimal: "point",
  });
  expect(guess("2027-01-31\t5.00\tx\n")).toMatchObject({ separator: "tab", head: 0, dates: "ymd", decimal: "point" });
  expect(guess("Date|Amount|Text\n31/12/2026|1,50|x\n")).toMatchObject({ separator: "bar", columns: { date: 0, amount: 1, text: 2 } });
});

it("knows the files of one bank by the names of their columns, or by how many there are", () => {
  const rows = rowsOf(UNKNOWN, "semicolon");
  expect(headerAt(rows, 1)).toBe(headerAt([["WANN ", "wie viel", "Wozu", "Wer"]], 1));
  expect(headerAt(rows, 0)).toBe("#4");
});

it.each([
  ["date", "31.02.2027;5,00;x", { row: 3, column: "Wann", value: "31.02.2027" }],
  ["date", "31.13.2027;5,00;x", { value: "31.13.2027" }],
  ["date", "01/31/2027;5,00;x", { value: "01/31/2027" }],
  ["amount", "31.01.2027;5,0x;x", { column: "Wieviel", value: "5,0x" }],
  ["amount", "31.01.2027;5,005;x", { value: "5,005" }],
  ["amount", "31.01.2027;99999999999999999999;x", { value: "99999999999999999999" }],
])("says which %s is wrong, and where: %s", (field, row, values) => {
  const table = `Wann;Wieviel;Wozu\n31.01.2027;5,00;good\n${row}\n31.01.2027;6,00;good\nnever;7,00;bad\n`;
  expect(() => read(table, layout)).toThrow(
    expect.objectContaining({ code: "statement_cell", field, values: expect.objectContaining({ row: 3, more: 1, ...values }) }),
  );
});

it("counts rows as a spreadsheet does, empty ones and those above the names too", () => {
  expect(() => read("Bank\n\nWann;Wieviel;Wozu\n\n31.01.2027;x;y\n", { ...layout, head: 3 })).toThrow(
    expect.objectContaining({ code: "statement_cell", values: expect.objectContaining({ row: 5 }) }),
  );
});

it("reads the order of dates as a person has chosen it, where a guess is wrong", () => {
  const table = "Wann;Wieviel;Wozu\n01.02.2027;5,00;x\n";
  const day = (dates: Layout["dates"]) => read(table, { ...layout, dates }).lines[0].bookedOn;
  expect([day("dmy"), day("mdy")]).toEqual(["2027-02-01", "2027-01-02"]);
  expect(read("a;b;c\n20270131;5,00;x\n", { ...layout, dates: "ymd" }).lines[0].bookedOn).toBe("2027-01-31");
});

it.each(["(5.00)", "\u22125.00", "- 5.00", "5.00-", "5.00 DR", "5.00 D", "5.00S", "-5.00 EUR", "EUR -5.00", "-€5.00", "€-5.00"])(
  "takes %s for money that left",
  (amount) => expect(read(`Date,Description,Amount\n2027-01-31,x,"${amount}"\n`).lines).toMatchObject([{ amount: { minor: -500n } }]),
);

it.each(["5.00", "+5.00", "5.00+", "5.00 CR", "5.00 H", "€ 5.00", "EUR 5.00", "5.00 EUR", "5.00€", "٥٫٠٠"])(
  "takes %s for money that came",
  (amount) => expect(read(`Date,Description,Amount\n2027-01-31,x,"${amount}"\n`).lines).toMatchObject([{ amount: { minor: 500n } }]),
);

it.each(["5.00 XX", "--5", "5-5", "(5.00", "n/a", "1e3"])("refuses %s, for nobody knows which way it went", (amount) =>
  expect(() => read(`Date,Description,Amount\n2027-01-31,x,"${amount}"\n`)).toThrow(
    expect.objectContaining({ code: "statement_cell", field: "amount" }),
  ),
);

it("takes what stands in the column for money out, or beside a word for it, for money that left", () => {
  const table = (rows: string) => read(`Date,Description,Paid out,Paid in\n${rows}`).lines.map(({ amount }) => amount.minor);
  expect(table("2027-01-31,x,5.00,\n2027-01-31,x,-5.00,0.00\n2027-01-31,x,,5.00\n2027-01-31,x,,-5.00\n")).toEqual([
    -500n,
    -500n,
    500n,
    -500n,
  ]);
  expect(() => table("2027-01-31,x,5.00,6.00\n")).toThrow(expect.objectContaining({ code: "statement_cell", field: "debit" }));
  const sided = (word: string) => read(`Datum;Betrag;Text;Soll/Haben\n31.01.2027;5,00;x;${word}\n`).lines[0].amount.minor;
  expect([sided("S"), sided("Soll"), sided("H"), sided("Haben"), sided("")]).toEqual([-500n, -500n, 500n, 500n, 500n]);
  expect(() => sided("?")).toThrow(expect.objectContaining({ code: "statement_cell", field: "side" }));
});

it("takes no sum that a payer wrote into their words for the amount, where a bank does not quote them", () => {
  const table = (row: string) => read(`Datum;Verwendungszweck;Betrag\n31.01.2027;good;5,00\n${row}\n31.01.2027;good;6,00\n`);
  expect(() => table("31.01.2027;RF18 5390 0754 7034;19,99;0,01")).toThrow(
    expect.objectContaining({ code: "statement_cell", field: "text", values: expect.objectContaining({ row: 3, value: "0,01" }) }),
  );
  expect(table('31.01.2027;"RF18 5390 0754 7034;19,99";0,01;;').lines[1].amount.minor).toBe(1n);
  const unnamed = "Datum;Verwendungszweck;Betrag\n31.01.2027;a;5,00;EUR\n31.01.2027;b;6,00;EUR\n";
  expect(read(unnamed).lines).toHaveLength(2);
});
