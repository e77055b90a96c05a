import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ciiOf } from "#lib/invoices/cii.ts";
import { documentOf } from "#lib/invoices/en16931.ts";
import type { InvoiceForPdf, PdfLine } from "#lib/invoices/pdf/invoice-for-pdf.ts";
import { renderInvoicePdf } from "#lib/invoices/pdf.ts";
import { ublOf } from "#lib/invoices/ubl.ts";
import { faultsOf } from "#tests/support/electronic-invoices.ts";

const line = (net: bigint, tax: bigint, more: Partial<PdfLine> = {}): PdfLine => ({
  kind: "plan",
  description: "Premium & Sport <HD>",
  quantity: 1,
  unitAmount: net + tax,
  discount: 0n,
  net,
  tax,
  total: net + tax,
  taxRatePpm: tax === 0n ? 0 : 190_000,
  taxName: "USt",
  ...more,
});

const at = new Date("2026-11-22T10:00:00Z");
const seller = {
  legalName: "Aurora GmbH",
  addressLines: ["Torstraße 12", "10119 Berlin"],
  country: "DE",
  vatId: "DE123456789",
  email: "billing@aurora.example",
  registration: "HRB 1234",
};
const buyer = { name: "Vera Viewer", email: "vera@example.com", addressLines: ["Ring 1", "1010 Wien"], country: "AT", locale: "en" };
const company = { ...buyer, company: "Kino GmbH", vatId: "ATU12345678" };

function invoiceOf(lines: PdfLine[], more: Partial<InvoiceForPdf> = {}): InvoiceForPdf {
  const sum = (name: "net" | "tax") => lines.reduce((all, each) => all + each[name], 0n);
  const due = sum("net") + sum("tax");
  const total = due > 0n ? due : 0n;
  return {
    kind: "INVOICE",
    number: "2026-000042",
    status: "PAID",
    currency: "EUR",
    lines,
    subtotal: sum("net"),
    tax: sum("tax"),
    toBalance: total - due,
    total,
    paid: total,
    credited: 0n,
    taxTreatment: "standard",
    seller,
    buyer,
    timeZone: "Europe/Berlin",
    createdAt: at,
    issuedAt: at,
    dueAt: at,
    paidAt: at,
    voidedAt: null,
    periodStart: at,
    periodEnd: new Date("2026-12-22T10:00:00Z"),
    paidWith: { brand: "visa", last4: "4242", kind: "card" },
    creditOf: null,
    ...more,
  };
}

const CASES: [string, InvoiceForPdf][] = [
  ["a month that is paid", invoiceOf([line(840n, 160n)])],
  ["one that is to be paid", invoiceOf([line(840n, 160n)], { status: "OPEN", paid: 0n, paidAt: null, paidWith: null })],
  ["one of which the wallet paid a part", invoiceOf([line(840n, 160n)], { status: "OPEN", paid: 300n })],
  [
    "a plan and an add-on of several, and a set-up fee",
    invoiceOf([line(840n, 160n), line(2521n, 479n, { quantity: 3, unitAmount: 1000n }), line(420n, 80n)]),
  ],
  ["several rates", invoiceOf([line(840n, 160n), line(1000n, 70n, { taxRatePpm: 70_000 }), line(500n, 0n)])],
  ["a discount where prices include tax", invoiceOf([line(672n, 128n, { unitAmount: 1000n, discount: 200n })])],
  ["a discount where tax comes on top", invoiceOf([line(800n, 152n, { unitAmount: 1000n, discount: 200n })])],
  ["a discount of everything", invoiceOf([line(0n, 0n, { unitAmount: 1000n, discount: 1000n, taxRatePpm: 190_000 })])],
  ["credit for unused time", invoiceOf([line(1681n, 319n), line(-420n, -80n, { kind: "credit", unitAmount: -500n })])],
  ["more credit than charges", invoiceOf([line(420n, 80n), line(-840n, -160n, { kind: "credit", unitAmount: -1000n })])],
  [
    "missed periods, each with its own days",
    invoiceOf([line(84n, 16n, { periodStart: at, periodEnd: new Date("2026-11-23T10:00:00Z") }), line(84n, 16n)]),
  ],
  ["reverse charge", invoiceOf([line(1000n, 0n)], { taxTreatment: "reverse_charge", buyer: company })],
  [
    "reverse charge less a credit that was taxed",
    invoiceOf([line(1000n, 0n), line(-420n, -80n)], { taxTreatment: "reverse_charge", buyer: company }),
  ],
  [
    "an exempt mission",
    invoiceOf([line(1000n, 0n)], { taxTreatment: "exempt", buyer: { ...buyer, exemption: "Diplomatic mission (D-7)" } }),
  ],
  [
    "outside the scope, to Switzerland",
    invoiceOf([line(1000n, 0n)], { taxTreatment: "outside_scope", buyer: { ...company, country: "CH", vatId: "CHE123456789" } }),
  ],
  [
    "a seller who is not registered",
    invoiceOf([line(1000n, 0n)], { taxTreatment: "outside_scope", seller: { ...seller, vatId: undefined } }),
  ],
  ["yen", invoiceOf([line(1000n, 190n)], { currency: "JPY" })],
  [
    "a credit note of two rates",
    invoiceOf([line(420n, 80n), line(100n, 7n, { taxRatePpm: 70_000 })], {
      kind: "CREDIT_NOTE",
      number: "CN-2026-000007",
      creditOf: { number: "2026-000042", issuedAt: at },
    }),
  ],
  [
    "a credit note over reverse charge",
    invoiceOf([line(500n, 0n)], {
      kind: "CREDIT_NOTE",
      taxTreatment: "reverse_charge",
      buyer: company,
      creditOf: { number: "2026-000042", issuedAt: at },
    }),
  ],
];

describe.each(CASES)("%s", (_, invoice) => {
  it("is UBL 2.1 by its schema and the rules of EN 16931", async () =>
    expect(await faultsOf(ublOf(documentOf(invoice)), "ubl")).toEqual([]));
  it("is CII D16B by its schema and the rules of EN 16931", async () =>
    expect(await faultsOf(ciiOf(documentOf(invoice)), "cii")).toEqual([]));
});

it.each(["ubl", "cii"] as const)("finds what is wrong: %s", async (syntax) => {
  const write = syntax === "ubl" ? ublOf : ciiOf;
  const right = documentOf(CASES[0][1]);
  expect((await faultsOf(write({ ...right, gross: "9.99" }), syntax)).join()).toContain("BR-CO-15");
  expect(await faultsOf(write({ ...right, currency: "" }), syntax)).not.toEqual([]);
});

it("is read back to the cent: net, tax, gross, what is paid and what is left", () => {
  const [, part] = CASES[2];
  expect(documentOf(part)).toMatchObject({
    net: "8.40",
    tax: "1.60",
    gross: "10.00",
    prepaid: "3.00",
    payable: "7.00",
    from: "2026-11-22",
    to: "2026-12-22",
  });
  const [, over] = CASES.find(([name]) => name === "more credit than charges")!;
  expect(documentOf(over)).toMatchObject({ gross: "-5.00", prepaid: "-5.00", payable: "0.00" });
});

describe("the PDF", () => {
  const streamsOf = (pdf: Buffer) =>
    [...pdf.toString("latin1").matchAll(/stream\n(.*?)\nendstream/gs)].map(([, stream]) => {
      try {
        return inflateSync(Buffer.from(stream, "latin1")).toString("utf8");
      } catch {
        return Buffer.from(stream, "latin1").toString("utf8");
      }
    });

  it("carries the same XML, says so in its metadata, and claims PDF/A-3 with a colour profile", async () => {
    const pdf = await renderInvoicePdf(CASES[0][1]);
    const [text, streams] = [pdf.toString("latin1"), streamsOf(pdf)];
    expect(streams).toContain(ciiOf(documentOf(CASES[0][1])));
    const metadata = streams.find((stream) => stream.includes("pdfaid:part"));
    expect(metadata).toContain("<pdfaid:part>3</pdfaid:part>");
    expect(metadata).toContain("<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>");
    for (const part of ["/AFRelationship /Alternative", "/OutputIntents", "(factur-x.xml)", "/AF "]) expect(text).toContain(part);
  });

  it("carries none while it is a draft", async () => {
    expect((await renderInvoicePdf({ ...CASES[0][1], number: null })).toString("latin1")).not.toContain("factur-x.xml");
  });
});
