import { XMLParser } from "fast-xml-parser";
import { DomainError } from "#lib/kernel/errors.ts";
import { compactIban } from "#lib/kernel/iban.ts";
import { civilDay } from "#lib/kernel/inputs.ts";
import { amountRead, type ReadLine, type ReadStatement, shortened } from "./line.ts";

type Node = { [name: string]: Node | Node[] | string | undefined };

const LISTS = new Set(["Stmt", "Ntry", "NtryDtls", "TxDtls", "Ustrd", "Strd"]);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  removeNSPrefix: true,
  jPath: false, // where a tag stands is not asked for, and costs half of the time
  isArray: (name) => LISTS.has(name),
});

/** What banks write where they have no reference. */
const NO_REFERENCE = new Set(["NONREF", "NOTPROVIDED", "NONE"]);

/**
 * Reads CAMT.053 of any version (ISO 20022, camt.053.001.02 and later). Of a batch each payment is a line; money that left is below zero. A document type, which could name files or make
 * entities of entities, is refused.
 * @throws `statement_unreadable`, `statement_other`, `statement_doctype`
 */
export function readCamt(xml: string): ReadStatement {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new DomainError("statement_doctype", { field: "file" });
  const document = node(parsed(xml), "Document");
  const statements = list(document, "BkToCstmrStmt", "Stmt");
  if (statements.length === 0) throw otherThan(document);
  const read = statements.flatMap((statement) => {
    const account = compactIban(text(statement, "Acct", "Id", "IBAN") || text(statement, "Acct", "Id", "Othr", "Id")).slice(0, 40);
    return list(statement, "Ntry").map((entry) => linesOf(entry, account));
  });
  return { lines: read.flat(), skipped: read.filter((lines) => lines.length === 0).length };
}

/** Another message of ISO 20022, such as an advice (camt.054), which tells of the same money again, or no such file at all. */
function otherThan(document: Node): DomainError {
  const kind = Object.keys(document).find((name) => /^[A-Z][A-Za-z]{3,30}$/.test(name));
  if (kind && kind !== "BkToCstmrStmt") return new DomainError("statement_other", { field: "file", values: { kind } });
  return unreadable();
}

const LONGEST_TAG = 10_000;

/** No bank writes a tag as long; the parser compares each attribute with those before it. */
function hasLongTag(xml: string): boolean {
  return xml.split(">").some((piece) => piece.includes("<") && piece.length - piece.indexOf("<") > LONGEST_TAG);
}

function parsed(xml: string): Node {
  if (hasLongTag(xml)) throw unreadable();
  try {
    return parser.parse(xml) as Node;
  } catch {
    throw unreadable();
  }
}

const isDebit = (of: Node) => text(of, "CdtDbtInd") === "DBIT";
const isReversal = (entry: Node) => ["true", "1"].includes(text(entry, "RvslInd"));
const isReturn = (detail: Node) => Object.keys(node(detail, "RtrInf")).length > 0;

/** Booked money of payers. What comes back of what we paid out (a reversed debit, a transfer of ours that was returned) comes in, too, but is none. */
function linesOf(entry: Node, account: string): ReadLine[] {
  const side = text(entry, "CdtDbtInd");
  const status = text(entry, "Sts", "Cd") || text(entry, "Sts");
  const details = list(entry, "NtryDtls").flatMap((part) => list(part, "TxDtls"));
  const ours = (detail: Node) => side === "CRDT" && isReturn(detail);
  if (status !== "BOOK" || !OTHER_SIDE[side] || (side === "CRDT" && isReversal(entry)) || (details.length > 0 && details.every(ours)))
    return [];
  // Where not each of a batch has its amount, or some go the other way, the entry is one line, for a person to read.
  const single = details.length > 1 && details.some((detail) => !amountOf(detail) || text(detail, "CdtDbtInd") === OTHER_SIDE[side]);
  if (details.length === 0 || single) return [lineOf(entry, {}, account, "")];
  const placeOf = (index: number) => (details.length > 1 ? `#${index + 1}` : "");
  return details.flatMap((detail, index) => (ours(detail) ? [] : [lineOf(entry, detail, account, placeOf(index))]));
}

const OTHER_SIDE: Record<string, string> = { CRDT: "DBIT", DBIT: "CRDT" };

function lineOf(entry: Node, detail: Node, account: string, place: string): ReadLine {
  const own = known(text(detail, "Refs", "AcctSvcrRef"));
  const whole = known(text(entry, "AcctSvcrRef"));
  const remittance = node(detail, "RmtInf");
  const structured = list(remittance, "Strd").map((strd) => text(strd, "CdtrRefInf", "Ref"));
  const written = [...structured, ...all(remittance, "Ustrd"), known(text(detail, "Refs", "EndToEndId"))];
  const amount = (place && amountOf(detail)) || amountOf(entry);
  if (!amount) throw unreadable();
  const debit = isDebit(entry);
  return {
    account,
    reference: (own || (whole && whole + place)).slice(0, 200),
    bookedOn: dayOf(entry),
    amount: debit ? { ...amount, minor: -amount.minor } : amount,
    ...otherSide(node(detail, "RltdPties"), debit && !isReversal(entry) ? ["Cdtr", "Dbtr"] : ["Dbtr", "Cdtr"]),
    text: shortened(...written, text(detail, "AddtlTxInf"), ...(written.some(Boolean) ? [] : [text(entry, "AddtlNtryInf")])),
    returned: debit && (isReversal(entry) || isReturn(detail)),
  };
}

/** Who sent the money, or got it back. A payment that is reversed has its parties as they were; the other of them is we. */
function otherSide(parties: Node, sides: string[]): Pick<ReadLine, "payer" | "payerAccount"> {
  const side = sides.find((name) => Object.keys(node(parties, name)).length > 0) ?? sides[0];
  const party = node(parties, side);
  const account = text(parties, `${side}Acct`, "Id", "IBAN") || text(parties, `${side}Acct`, "Id", "Othr", "Id");
  return { payer: shortened(text(party, "Pty", "Nm") || text(party, "Nm")), payerAccount: compactIban(account).slice(0, 40) };
}

function amountOf(of: Node): ReadLine["amount"] | null {
  for (const path of [["Amt"], ["AmtDtls", "TxAmt", "Amt"]]) {
    const amount = node(of, ...path);
    const [value, currency] = [text(amount, "#text"), text(amount, "@Ccy")];
    const read = value && currency ? amountRead(value, currency) : null;
    if (value && currency && (!read || read.minor < 0n)) throw unreadable();
    if (read) return read;
  }
  return null;
}

function dayOf(entry: Node): string {
  const day = (text(entry, "BookgDt", "Dt") || text(entry, "BookgDt", "DtTm") || text(entry, "ValDt", "Dt")).slice(0, 10);
  if (!civilDay.safeParse(day).success) throw unreadable();
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
