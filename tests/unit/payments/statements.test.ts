import { expect, it } from "vitest";
import { keysOf } from "#lib/payments/statements/line.ts";
import { readStatement } from "#lib/payments/statements/read-statement.ts";

const read = (text: string | Uint8Array) => readStatement(typeof text === "string" ? new TextEncoder().encode(text) : text, "EUR");
const camt = (entries: string, version = "02") =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
  <Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`;
const entry = ({ amount = "12.00", ccy = "EUR", side = "CRDT", status = "<Sts>BOOK</Sts>", more = "", details = "" }) =>
  `<Ntry><Amt Ccy="${ccy}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${more}${status}<BookgDt><Dt>2027-01-31</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>
  ${details && `<NtryDtls>${details}</NtryDtls>`}</Ntry>`;
const details = ({ name = "<Nm>Vera Viewer</Nm>", text = "<Ustrd>Invoice 2027-000042</Ustrd>", refs = "", amount = "", more = "" }) =>
  `<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId>${refs}</Refs>${amount}<RltdPties><Dbtr>${name}</Dbtr><DbtrAcct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></DbtrAcct></RltdPties><RmtInf>${text}</RmtInf>${more}</TxDtls>`;

it.each([
  ["02", "<Sts>BOOK</Sts>", "<Nm>Vera Viewer</Nm>"],
  ["08", "<Sts><Cd>BOOK</Cd></Sts>", "<Pty><Nm>Vera Viewer</Nm></Pty>"],
  ["13", "<Sts><Cd>BOOK</Cd></Sts>", "<Pty><Nm>Vera Viewer</Nm></Pty>"],
])("reads a payment from CAMT.053 of version %s", (version, status, name) => {
  expect(read(camt(entry({ status, details: details({ name }) }), version))).toEqual({
    skipped: 0,
    lines: [
      {
        account: "DE89370400440532013000",
        reference: "B1",
        bookedOn: "2027-01-31",
        amount: { minor: 1200n, currency: "EUR" },
        payer: "Vera Viewer",
        payerAccount: "GB29NWBK60161331926819",
        text: "Invoice 2027-000042",
        returned: false,
      },
    ],
  });
});

it("makes a line of each payment of a batch, and one of a batch whose amounts are not told", () => {
  const amount = (value: string) => `<AmtDtls><TxAmt><Amt Ccy="EUR">${value}</Amt></TxAmt></AmtDtls>`;
  const batch = (amounts: string[]) =>
    entry({ amount: "30.00", details: amounts.map((value) => details({ amount: value && amount(value) })).join("") });
  expect(read(camt(batch(["10.00", "20.00"]))).lines.map(({ amount: { minor }, reference }) => [minor, reference])).toEqual([
    [1000n, "B1#1"],
    [2000n, "B1#2"],
  ]);
  expect(read(camt(batch(["10.00", ""]))).lines.map(({ amount: { minor } }) => minor)).toEqual([3000n]);
});

it("reads a structured reference, several lines of text, other currencies and decimals that are noughts", () => {
  const strd = "<Ustrd>for</Ustrd><Ustrd>TV</Ustrd><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>";
  const [line] = read(camt(entry({ amount: "500.00", ccy: "JPY", details: details({ text: strd }) }))).lines;
  expect(line).toMatchObject({ text: "RF18539007547034 for TV", amount: { minor: 500n, currency: "JPY" } });
});

it("leaves out what is not booked, and what comes back of what was paid out", () => {
  const returned = details({ more: "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" });
  const none = [{ status: "<Sts>PDNG</Sts>" }, { status: "<Sts><Cd>INFO</Cd></Sts>" }, { side: "" }, { more: "<RvslInd>true</RvslInd>" }];
  expect(read(camt([...none, { more: "<RvslInd>1</RvslInd>" }, { details: returned }].map(entry).join("")))).toEqual({
    lines: [],
    skipped: 6,
  });
});

it("reads what left as below zero, with whom it went to, and says what the bank calls a payment that went back", () => {
  const other = "<Cdtr><Nm>Power Works</Nm></Cdtr><CdtrAcct><Id><IBAN>GB29NWBK60161331926819</IBAN></Id></CdtrAcct>";
  const paidOut = `<TxDtls><RltdPties><Dbtr><Nm>My TV</Nm></Dbtr>${other}</RltdPties></TxDtls>`;
  const lines = [
    { side: "DBIT", details: paidOut },
    { side: "DBIT", more: "<RvslInd>true</RvslInd>", details: details({}) },
    { side: "DBIT", details: details({ more: "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" }) },
  ];
  expect(read(camt(lines.map(entry).join(""))).lines).toMatchObject([
    { amount: { minor: -1200n }, payer: "Power Works", payerAccount: "GB29NWBK60161331926819", returned: false },
    { amount: { minor: -1200n }, payer: "Vera Viewer", returned: true },
    { amount: { minor: -1200n }, payer: "Vera Viewer", returned: true },
  ]);
});

it("keeps the payments of a batch in which one of ours comes back", () => {
  const amount = '<AmtDtls><TxAmt><Amt Ccy="EUR">6.00</Amt></TxAmt></AmtDtls>';
  const batch = details({ amount }) + details({ amount, more: "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" });
  expect(read(camt(entry({ details: batch })))).toMatchObject({ skipped: 0, lines: [{ reference: "B1#1", amount: { minor: 600n } }] });
});

it.each([
  ["a bomb of entities", '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><Document>&c;</Document>', "statement_doctype"],
  ["another file", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Document>&b;</Document>', "statement_doctype"],
  ["other XML", "<a/>", "statement_unreadable"],
  ["half a file", camt(entry({})).slice(0, 300), "statement_unreadable"],
  ["no table", "hello", "statement_columns"],
  ["too much", "x".repeat(20_000_001), "statement_too_large"],
])("refuses %s", (_, text, code) => expect(() => read(text)).toThrow(expect.objectContaining({ code, field: "file" })));

const line = { bookedOn: "2027-01-31", amount: { minor: 123_450n, currency: "EUR" }, payer: "Jürgen Müller", text: "RF18 5390 0754 7034" };

it("reads what German banks write: semicolons, commas, lines above the table, what Windows had before UTF-8", () => {
  const text = [
    '"Umsätze";"Girokonto"',
    "",
    '"Buchungstag";"Auftraggeber";"Verwendungszweck";"IBAN";"Betrag";"Währung"',
    '"31.01.2027";"Jürgen Müller";"RF18 5390 0754 7034";"DE89 3704 0044 0532 0130 00";"1.234,50";"EUR"',
    '"31.01.2027";"Strom";"Rechnung";"DE89370400440532013000";"-12,00";"EUR"',
    '"";"";"Saldo";"";"99,00";"EUR"',
  ].join("\r\n");
  const latin = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  for (const bytes of [latin, `\ufeff${text}`])
    expect(read(bytes)).toMatchObject({
      skipped: 0,
      lines: [
        { ...line, payerAccount: "DE89370400440532013000" },
        { amount: { minor: -1200n }, payer: "Strom" },
      ],
    });
});

it.each([
  ["with points", `Date,Name,Description,Amount\n2027-01-31,Jürgen Müller,RF18 5390 0754 7034,"1,234.50"\n`],
  ["with the month first", `Date,Name,Description,Amount\n01/31/2027,Jürgen Müller,RF18 5390 0754 7034,1234.50\n`],
  ["with two columns", `Date,Description,Name,Paid out,Paid in\n31/01/2027,RF18 5390 0754 7034,Jürgen Müller,,1234.50\n`],
  ["with signs behind", `Datum;Name;Verwendungszweck;Betrag\n31.01.27;Jürgen Müller;RF18 5390 0754 7034;1234,50+\n`],
  ["with tabs", `Date\tName\tDescription\tAmount\n2027-01-31\tJürgen Müller\tRF18 5390 0754 7034\t1234.50\n`],
  ["with a side", `Datum;Name;Verwendungszweck;Betrag;Soll/Haben\n31.01.2027;Jürgen Müller;RF18 5390 0754 7034;1.234,50;H\n`],
])("reads a table %s", (_, text) => expect(read(text).lines).toEqual([expect.objectContaining(line)]));

it("knows a line by the bank's reference, or by all that is said of it and how often it stood before", () => {
  const { lines } = read(`Date,Description,Amount\n2027-01-31,cash,5.00\n2027-01-31,cash,5.00\n2027-01-31,cash,6.00\n`);
  expect(new Set(keysOf(lines)).size).toBe(3);
  expect(keysOf(lines)).toEqual(keysOf(lines));
  const [again] = read(camt(entry({ details: details({}) }))).lines;
  expect(keysOf([{ ...again, payer: "written otherwise" }])).toEqual(keysOf([again]));
});
