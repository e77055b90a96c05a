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
  debit: ["soll", "lastschrift", "belastung", "debit", "debitamount", "paidout", "moneyout", "cargo", "dare"],
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

/** No bank's table has more. */
export const MOST_COLUMNS = 60;

export type Column = keyof typeof NAMES;
export const COLUMNS = Object.keys(NAMES) as Column[];
/** Where each stands in a row, from 0. */
export type Columns = Partial<Record<Column, number>>;

/** Those of a row's cells that are what a bank calls a column. */
export function columnsNamed(row: string[]): Columns {
  const names = row.slice(0, MOST_COLUMNS).map(plain);
  const found = Object.entries(NAMES).flatMap(([column, known]) => {
    const name = known.find((each) => names.includes(each));
    return name ? [[column, names.indexOf(name)]] : [];
  });
  return Object.fromEntries(found);
}

/** Whether no column is missing without which a line says nothing. */
export function isWhole({ date, amount, credit, text }: Columns): boolean {
  return date !== undefined && text !== undefined && (amount ?? credit) !== undefined;
}

/** All names of a row, by which another file of the same bank is known. */
export function headerOf(row: string[]): string {
  return row.slice(0, MOST_COLUMNS).map(plain).join("|").slice(0, 2000);
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase()
    .slice(0, 100);
}
