import { parse } from "csv-parse/sync";
import { readDecimal } from "#lib/kernel/decimal.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { compactIban } from "#lib/kernel/iban.ts";
import { parseMoney } from "#lib/kernel/money.ts";
import { type ReadLine, type ReadStatement, shortened } from "./line.ts";

/** What banks call their columns, the likeliest first, without signs between words. */
const NAMES = {
  date: [
    "buchungstag",
    "buchungsdatum",
    "buchung",
    "bookingdate",
    "bookedon",
    "datum",
    "date",
    "transactiondate",
    "valutadatum",
    "valuta",
    "valuedate",
    "completeddate",
    "fecha",
    "dateoperation",
  ],
  amount: ["betrag", "betrageur", "umsatz", "amount", "amounteur", "bedrag", "montant", "importe", "importo"],
  credit: ["haben", "gutschrift", "credit", "creditamount", "paidin", "moneyin", "abono", "avere"],
  side: ["sollhaben", "sh", "creditdebit", "debitcredit", "crdr", "afbij", "kennzeichen", "creditdebitindicator"],
  currency: ["waehrung", "wahrung", "currency", "munt", "devise", "divisa"],
  payer: [
    "auftraggeber",
    "zahlungspflichtiger",
    "nameauftraggeber",
    "beguenstigterzahlungspflichtiger",
    "begunstigterzahlungspflichtiger",
    "auftraggeberempfanger",
    "namezahlungsbeteiligter",
    "payer",
    "payername",
    "debtor",
    "name",
    "counterparty",
    "counterpartyname",
    "naamomschrijving",
    "nomdonneur",
  ],
  payerAccount: [
    "kontonummeriban",
    "ibanzahlungsbeteiligter",
    "ibanauftraggeber",
    "kontonummer",
    "payeraccount",
    "payeriban",
    "counterpartyaccount",
    "tegenrekening",
    "iban",
  ],
  text: [
    "verwendungszweck",
    "zahlungsreferenz",
    "buchungstext",
    "remittanceinformation",
    "reference",
    "description",
    "details",
    "text",
    "mededelingen",
    "libelle",
    "concepto",
    "causale",
  ],
  reference: ["bankreferenz", "transactionid", "entryreference", "bankreference", "id"],
  account: ["auftragskonto", "eigenesiban", "ownaccount", "rekening", "ibanauftragskonto"],
} as const;

type Column = keyof typeof NAMES;
type Columns = Partial<Record<Column, number>>;

/**
 * Reads a table that a bank exports: separated by semicolons, commas or tabs, in the marks of its country. Columns are known by their names; lines above them, as
 * some banks write, are left out.
 * @param currency of what has no column for it
 * @throws `statement_columns` where date, amount or text have none; `statement_unreadable`
 */
export function readCsv(csv: string, currency: string): ReadStatement {
  const rows = rowsOf(csv);
  const head = rows.findIndex((row) => isWhole(columnsOf(row)));
  if (head < 0) throw new DomainError("statement_columns", { field: "file" });
  const columns = columnsOf(rows[head]);
  const cells = rows
    .slice(head + 1)
    .map((row) => (column: Column) => (columns[column] === undefined ? "" : (row[columns[column]] ?? "").trim()));
  const monthFirst = cells.some((cell) => /^\d{1,2}\/(?:1[3-9]|2\d|3[01])\//.test(cell("date")));
  const locale = csv.includes(";") ? "de" : "en";
  const read = cells.filter((cell) => cell("date")).map((cell) => lineOf(cell, { currency, locale, monthFirst }));
  return { lines: read.flatMap((line) => line ?? []), skipped: read.filter((line) => line === null).length };
}

function rowsOf(csv: string): string[][] {
  const separator = [";", "\t", ","].find((mark) => csv.split("\n").some((line) => isWhole(columnsOf(line.split(mark))))) ?? ";";
  try {
    return parse(csv, { delimiter: separator, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, bom: true });
  } catch {
    throw new DomainError("statement_unreadable", { field: "file" });
  }
}

function columnsOf(row: string[]): Columns {
  const names = row.map((name) =>
    name
      .normalize("NFD")
      .replace(/[^A-Za-z0-9]/g, "")
      .toLowerCase(),
  );
  const found = Object.entries(NAMES).flatMap(([column, known]) => {
    const name = known.find((each) => names.includes(each));
    return name ? [[column, names.indexOf(name)]] : [];
  });
  return Object.fromEntries(found);
}

function isWhole({ date, amount, credit, text }: Columns): boolean {
  return date !== undefined && text !== undefined && (amount ?? credit) !== undefined;
}

type Habits = { currency: string; locale: string; monthFirst: boolean };

function lineOf(cell: (column: Column) => string, { currency, locale, monthFirst }: Habits): ReadLine | null {
  const bookedOn = dayOf(cell("date"), monthFirst);
  const amount = moneyOf(cell("amount") || cell("credit"), cell("currency").toUpperCase() || currency, locale);
  if (!bookedOn || (cell("amount") && !amount)) throw new DomainError("statement_unreadable", { field: "file" });
  if (!amount || amount.minor <= 0n || /^(?:s|soll|d|dr|debit|dbit|af)$/i.test(cell("side"))) return null;
  return {
    account: compactIban(cell("account")),
    reference: cell("reference"),
    bookedOn,
    amount,
    payer: shortened(cell("payer")),
    payerAccount: compactIban(cell("payerAccount")).slice(0, 40),
    text: shortened(cell("text")),
  };
}

/** As ISO 8601 writes it; null for what is no day. */
function dayOf(text: string, monthFirst: boolean): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  const other = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})/.exec(text);
  if (!iso && !other) return null;
  const [year, month, day] = iso ? iso.slice(1) : ordered(other!.slice(1), monthFirst);
  const written = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return Number.isNaN(Date.parse(written)) ? null : written;
}

function ordered([first, second, year]: string[], monthFirst: boolean): [string, string, string] {
  return monthFirst ? [year, first, second] : [year, second, first];
}

/** Signs stand before the number, or after it. */
function moneyOf(text: string, currency: string, locale: string): ReadLine["amount"] | null {
  const bare = text.replace(/^[+]|[^\d.,' +-]/g, "").trim();
  const decimal = readDecimal(bare.endsWith("-") ? `-${bare.slice(0, -1).trim()}` : bare.replace("+", "").trim(), locale);
  try {
    return decimal === null ? null : parseMoney(decimal, currency);
  } catch {
    return null;
  }
}
