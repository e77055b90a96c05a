import { inflateSync } from "node:zlib";
import { create, type Font } from "fontkit";
import { describe, expect, it } from "vitest";
import { fontBytes, fontFor, fontsFor } from "#lib/invoices/pdf/fonts.ts";
import type { InvoiceForPdf } from "#lib/invoices/pdf/invoice-for-pdf.ts";
import { isolated, visualRuns } from "#lib/invoices/pdf/runs.ts";
import { renderInvoicePdf } from "#lib/invoices/pdf.ts";

const seen = (line: string, direction: "ltr" | "rtl") => visualRuns(line, direction, 400).map((run) => run.text);

describe("visualRuns", () => {
  it("leaves Latin as it is", () => expect(seen("Invoice 2026-000042", "ltr")).toEqual(["Invoice 2026-000042"]));

  it("draws a right-to-left line from its end, with its Latin words and numbers the right way round", () => {
    expect(seen("باقة Aurora 4K", "rtl").map((text) => text.trim())).toEqual(["Aurora 4K", "باقة"]);
    expect(seen("مبنى 12/3", "rtl").map((text) => text.trim())).toEqual(["12/3", "مبنى"]);
  });

  it("mirrors brackets and turns round what the shaper would not", () => {
    expect(seen("(שלום)", "rtl").join("")).toContain("שלום");
    expect(seen("(שלום)", "rtl").join("").replace("שלום", "")).toHaveLength(2);
    expect(seen("!?", "rtl").join("")).toBe("?!");
  });

  it("keeps an address in its own order inside a document of the other direction", () => {
    expect(seen("10119 Berlin", "rtl").join("")).toBe("Berlin 10119");
    expect(seen(isolated("10119 Berlin"), "rtl").join("")).toBe("10119 Berlin");
  });

  it("drops the marks that only steer direction", () => expect(seen("\u200f-5\u200e", "ltr").join("")).not.toMatch(/[\u200e\u200f]/));
});

describe("fontFor", () => {
  it.each([
    "Łódź €",
    "Щербакова Ґ",
    "Παπαδοπούλου",
    "Nguyễn",
    "شركة",
    "שָׁלוֹם",
    "ที่นี่",
    "क्षत्रिय",
    "株式会社",
    "한국어",
    "東京",
    "გამარჯობა",
    "ሰላም",
    "₺₽₪﷼",
    "☃",
  ])("has every glyph of %s", (text) => {
    for (const character of text)
      expect(
        (create(fontBytes(fontFor(character, fontsFor(text, 400), null))) as Font).hasGlyphForCodePoint(character.codePointAt(0) as number),
      ).toBe(true);
  });

  it("keeps spaces and punctuation in the font of the word before", () => {
    const fonts = fontsFor("ش a", 600);
    const arabic = fontFor("ش", fonts, null);
    expect(fontFor(" ", fonts, arabic)).toBe(arabic);
    expect(fontFor("a", fonts, arabic)).toBe("inter/inter-latin-600");
  });

  it("draws a line of Chinese, Japanese or Korean in one font", () => {
    for (const line of ["上海明珠有限公司发票", "株式会社山田のテレビ", "주식회사"]) {
      const used = new Set([...line].map((character) => fontFor(character, fontsFor(line, 400), null)));
      expect(used.size).toBe(1);
    }
  });
});

const invoice: InvoiceForPdf = {
  kind: "INVOICE",
  number: "2026-000042",
  status: "PAID",
  currency: "KWD",
  lines: [
    {
      kind: "plan",
      description: "باقة Aurora",
      quantity: 1,
      unitAmount: 2998n,
      discount: 0n,
      net: 2519n,
      tax: 479n,
      total: 2998n,
      taxRatePpm: 190_000,
      taxName: "VAT",
    },
  ],
  subtotal: 2519n,
  tax: 479n,
  total: 2998n,
  toBalance: 0n,
  paid: 2998n,
  credited: 0n,
  taxTreatment: "standard",
  seller: { legalName: "Aurora GmbH", addressLines: ["Torstraße 12"], country: "DE", vatId: "DE123456789" },
  buyer: { name: "محمد الأحمد", email: "m@example.com", addressLines: [], country: "KW", locale: "ar" },
  timeZone: "Europe/Berlin",
  createdAt: new Date("2026-11-22T10:00:00Z"),
  issuedAt: new Date("2026-11-22T10:00:00Z"),
  dueAt: null,
  paidAt: new Date("2026-11-22T10:01:00Z"),
  voidedAt: null,
  periodStart: null,
  periodEnd: null,
  paidWith: { brand: "visa", last4: "4242", kind: "card" },
  creditOf: null,
};

/** How far above the page's lower edge each text stands, in points, page by page. */
function heights(pdf: Buffer): number[][] {
  const streams = pdf.toString("latin1").matchAll(/stream\n(.*?)\nendstream/gs);
  const drawn = [...streams].map(([, stream]) => {
    try {
      return inflateSync(Buffer.from(stream, "latin1")).toString("latin1");
    } catch {
      return "";
    }
  });
  return drawn
    .map((text) => [...text.matchAll(/1 0 0 1 [\d.]+ ([-\d.]+) Tm/g)].map(([, height]) => Number(height)))
    .filter((page) => page.length > 0);
}

describe("renderInvoicePdf", () => {
  const pages = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length;

  it("gives the same bytes for the same invoice", async () => {
    const [first, second] = [await renderInvoicePdf(invoice), await renderInvoicePdf(invoice)];
    expect(first.subarray(0, 5).toString()).toBe("%PDF-");
    expect(first.equals(second)).toBe(true);
    expect(pages(first)).toBe(1);
  });

  it("runs over to as many pages as the lines need", async () => {
    expect(pages(await renderInvoicePdf({ ...invoice, lines: Array(60).fill(invoice.lines[0]) }))).toBe(3);
  });

  it("keeps the seller's foot on the page, and the lines above it, however long the foot is", async () => {
    const footer = Array.from({ length: 12 }, (_, line) => `Line ${line}: Torbank, IBAN DE00 1234 5678 9012 3456 78`).join("\n");
    const lines = Array(45).fill(invoice.lines[0]);
    const drawn = heights(await renderInvoicePdf({ ...invoice, lines, seller: { ...invoice.seller, footer } }));
    expect(drawn).toHaveLength(3);
    for (const page of drawn) {
      expect(page).toEqual(expect.arrayContaining([27, 142.5])); // its last and its first line
      expect(Math.min(...page)).toBe(27);
      expect(page.filter((height) => height > 145 && height < 162)).toEqual([]);
    }
  });

  it.each([
    ["a draft", { number: null, issuedAt: null, status: "OPEN", paidAt: null, paidWith: null }],
    ["a void one", { status: "VOID", voidedAt: invoice.createdAt, paidAt: null }],
    ["a credit note", { kind: "CREDIT_NOTE", creditOf: { number: "2026-000001", issuedAt: invoice.createdAt } }],
    ["one without tax", { taxTreatment: "reverse_charge", tax: 0n }],
    ["an unknown language", { buyer: { ...invoice.buyer, locale: "xx" } }],
    ["one word wider than the page", { seller: { ...invoice.seller, legalName: "W".repeat(60) } }],
  ] as [string, Partial<InvoiceForPdf>][])("prints %s", async (_, change) => {
    expect(pages(await renderInvoicePdf({ ...invoice, ...change }))).toBe(1);
  });
});
