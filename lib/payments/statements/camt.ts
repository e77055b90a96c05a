import { XMLParser } from "fast-xml-parser";
import { DomainError } from "#lib/kernel/errors.ts";
import { parseMoney } from "#lib/kernel/money.ts";
import { type ReadLine, type ReadStatement, shortened } from "./line.ts";

type Node = { [name: string]: Node | Node[] | string | undefined };

const LISTS = new Set(["Stmt", "Ntry", "NtryDtls", "TxDtls", "Ustrd", "Strd"]);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: (name) => LISTS.has(name),
});

/** What banks write where they have no reference. */
const NO_REFERENCE = new Set(["NONREF", "NOTPROVIDED", "NONE"]);

/**
 * Reads CAMT.053 of any version (ISO 20022, camt.053.001.02 and later). Of a batch each payment is a line. A document type, which could name files or make
 * entities of entities, is refused.
 * @throws `statement_unreadable`
 */
export function readCamt(xml: string): ReadStatement {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw unreadable();
  const statements = list(parsed(xml), "Document", "BkToCstmrStmt", "Stmt");
  if (statements.length === 0) throw unreadable();
  const read = statements.flatMap((statement) => {
    const account = text(statement, "Acct", "Id", "IBAN") || text(statement, "Acct", "Id", "Othr", "Id");
    return list(statement, "Ntry").map((entry) => (isReceived(entry) ? linesOf(entry, account) : null));
  });
  return { lines: read.flatMap((lines) => lines ?? []), skipped: read.filter((lines) => lines === null).length };
}

function parsed(xml: string): Node {
  try {
    return parser.parse(xml) as Node;
  } catch {
    throw unreadable();
  }
}

/** Booked money that came in. A reversed debit comes in, too, but is none of a payer's. */
function isReceived(entry: Node): boolean {
  const status = text(entry, "Sts", "Cd") || text(entry, "Sts");
  return text(entry, "CdtDbtInd") === "CRDT" && status === "BOOK" && text(entry, "RvslInd") !== "true" && text(entry, "RvslInd") !== "1";
}

function linesOf(entry: Node, account: string): ReadLine[] {
  const details = list(entry, "NtryDtls").flatMap((part) => list(part, "TxDtls"));
  // Where not each of a batch has its amount, or some go the other way, the entry is one line, for a person to read.
  const single = details.length > 1 && details.some((detail) => !amountOf(detail) || text(detail, "CdtDbtInd") === "DBIT");
  if (details.length === 0 || single) return [lineOf(entry, {}, account, "")];
  return details.map((detail, index) => lineOf(entry, detail, account, details.length > 1 ? `#${index + 1}` : ""));
}

function lineOf(entry: Node, detail: Node, account: string, place: string): ReadLine {
  const own = known(text(detail, "Refs", "AcctSvcrRef"));
  const whole = known(text(entry, "AcctSvcrRef"));
  const party = node(detail, "RltdPties", "Dbtr");
  const remittance = node(detail, "RmtInf");
  const structured = list(remittance, "Strd").map((strd) => text(strd, "CdtrRefInf", "Ref"));
  const written = [...structured, ...all(remittance, "Ustrd"), known(text(detail, "Refs", "EndToEndId"))];
  const amount = (place && amountOf(detail)) || amountOf(entry);
  if (!amount) throw unreadable();
  return {
    account,
    reference: own || (whole && whole + place),
    bookedOn: dayOf(entry),
    amount,
    payer: shortened(text(party, "Pty", "Nm") || text(party, "Nm")),
    payerAccount: text(detail, "RltdPties", "DbtrAcct", "Id", "IBAN") || text(detail, "RltdPties", "DbtrAcct", "Id", "Othr", "Id"),
    text: shortened(...written, text(detail, "AddtlTxInf"), ...(written.some(Boolean) ? [] : [text(entry, "AddtlNtryInf")])),
  };
}

function amountOf(of: Node): ReadLine["amount"] | null {
  for (const path of [["Amt"], ["AmtDtls", "TxAmt", "Amt"]]) {
    const amount = node(of, ...path);
    const [value, currency] = [text(amount, "#text"), text(amount, "@Ccy")];
    if (value && currency) return money(value, currency);
  }
  return null;
}

function money(value: string, currency: string) {
  try {
    return parseMoney(value.trim().replace(/(\.\d*[1-9])0+$|\.0+$/, "$1"), currency);
  } catch {
    throw unreadable();
  }
}

function dayOf(entry: Node): string {
  const day = (text(entry, "BookgDt", "Dt") || text(entry, "BookgDt", "DtTm") || text(entry, "ValDt", "Dt")).slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) throw unreadable();
  return day;
}

function known(reference: string): string {
  return NO_REFERENCE.has(reference.toUpperCase()) ? "" : reference;
}

function node(from: Node, ...path: string[]): Node {
  return path.reduce<Node>((at, name) => {
    const next = at[name];
    return typeof next === "object" && !Array.isArray(next) ? next : {};
  }, from);
}

function list(from: Node, ...path: string[]): Node[] {
  const found = node(from, ...path.slice(0, -1))[path.at(-1)!];
  return Array.isArray(found) ? found.filter((each) => typeof each === "object") : [];
}

function all(from: Node, name: string): string[] {
  const found = from[name];
  return Array.isArray(found) ? found.map(String) : [];
}

function text(from: Node, ...path: string[]): string {
  const found = node(from, ...path.slice(0, -1))[path.at(-1)!];
  return typeof found === "string" ? found.trim() : "";
}

function unreadable(): DomainError {
  return new DomainError("statement_unreadable", { field: "file" });
}
