import { multiplyHalfAwayFromZero, PPM, toDecimal } from "#lib/kernel/money.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { InvoiceForPdf, PdfLine } from "./pdf/invoice-for-pdf.ts";

/** How VAT is charged: UNCL 5305. Standard, zero rated, exempt, reverse charge, outside the scope. */
export type Category = "S" | "Z" | "E" | "AE" | "O";

export type Tax = { category: Category; percent: string };
export type TaxGroup = Tax & { taxable: string; tax: string; reason?: string; reasonCode?: string };

export type Line = {
  id: string;
  name: string;
  /** Negative where it gives something back: prices never are. */
  quantity: string;
  /** Of `base` pieces, net, before the allowance. */
  price: string;
  base: string;
  allowance: string | null;
  net: string;
  tax: Tax;
  from: string | null;
  to: string | null;
};

export type Party = {
  name: string;
  contact: string | null;
  email: string | null;
  addressLines: string[];
  country: string;
  vatId: string | null;
  /** Where there is no VAT number to be known by. */
  id: string | null;
};

/** An invoice or credit note in the terms of EN 16931: amounts and dates as text. */
export type Document = {
  isCredit: boolean;
  number: string;
  issued: string;
  due: string;
  currency: string;
  from: string | null;
  to: string | null;
  corrects: { number: string; issued: string } | null;
  seller: Party;
  buyer: Party;
  /** UNCL 4461: 48 for a card, 1 where nothing is said. */
  means: "48" | "1";
  lines: Line[];
  groups: TaxGroup[];
  net: string;
  tax: string;
  gross: string;
  prepaid: string;
  payable: string;
};

/** What an issued invoice says, for machines. Pure. */
export function documentOf(invoice: InvoiceForPdf): Document {
  const { currency, timeZone, seller, buyer, lines, subtotal, tax, creditOf } = invoice;
  const amount = (minor: bigint) => toDecimal({ minor, currency });
  const day = (at: Date) => civilDate(at, timeZone).toString();
  const isCredit = invoice.kind === "CREDIT_NOTE";
  const issuedAt = invoice.issuedAt ?? invoice.createdAt;
  const gross = subtotal + tax;
  // What is more credited than charged is the viewer's balance: settled like what was paid.
  const prepaid = isCredit ? 0n : invoice.paid - invoice.toBalance;
  const categories = lines.map((line) => categoryOf(line, invoice.taxTreatment));
  // Outside the scope nobody is known by a VAT number (BR-O-02).
  const outside = categories.includes("O");
  return {
    isCredit,
    number: invoice.number ?? "",
    issued: day(issuedAt),
    due: day(invoice.dueAt && invoice.dueAt > issuedAt ? invoice.dueAt : issuedAt),
    currency,
    from: invoice.periodStart && day(invoice.periodStart),
    to: invoice.periodEnd && lastDay(invoice.periodEnd, day),
    corrects: creditOf && { number: creditOf.number, issued: day(creditOf.issuedAt) },
    seller: {
      name: seller.legalName,
      contact: null,
      email: seller.email ?? null,
      addressLines: seller.addressLines,
      country: seller.country,
      vatId: outside ? null : (seller.vatId ?? null),
      id: seller.registration ?? (outside ? (seller.vatId ?? null) : null),
    },
    buyer: {
      name: buyer.company ?? buyer.name,
      contact: buyer.name,
      email: buyer.email,
      addressLines: buyer.addressLines,
      country: buyer.country ?? seller.country,
      vatId: outside ? null : (buyer.vatId ?? null),
      id: null,
    },
    means: invoice.paidWith?.last4 ? "48" : "1",
    lines: lines.map((line, index) => lineOf(line, { id: String(index + 1), category: categories[index], amount, day })),
    groups: groupsOf(invoice, categories, amount),
    net: amount(subtotal),
    tax: amount(tax),
    gross: amount(gross),
    prepaid: amount(prepaid),
    payable: amount(gross - prepaid),
  };
}

/** A credit line bears the rate that was billed, whatever the document's treatment. */
function categoryOf({ taxRatePpm }: PdfLine, treatment: string): Category {
  if (taxRatePpm > 0) return "S";
  return ({ reverse_charge: "AE", outside_scope: "O", exempt: "E" } as const)[treatment] ?? "Z";
}

type Printing = { id: string; category: Category; amount: (minor: bigint) => string; day: (at: Date) => string };

function lineOf(line: PdfLine, { id, category, amount, day }: Printing): Line {
  const { net, quantity, taxRatePpm, periodStart, periodEnd } = line;
  const negative = net < 0n;
  const off = negative ? 0n : netDiscount(line);
  return {
    id,
    name: line.description,
    quantity: String(negative ? -quantity : quantity),
    price: amount(negative ? -net : net + off),
    base: String(quantity),
    allowance: off > 0n ? amount(off) : null,
    net: amount(net),
    tax: { category, percent: percentOf(taxRatePpm) },
    from: periodStart ? day(periodStart) : null,
    to: periodEnd ? lastDay(periodEnd, day) : null,
  };
}

/** Discounts are kept as the price is: gross where it includes the tax. */
function netDiscount({ net, quantity, unitAmount, discount, taxRatePpm }: PdfLine): bigint {
  if (unitAmount * BigInt(quantity) - discount === net) return discount;
  return multiplyHalfAwayFromZero(discount, PPM, PPM + BigInt(taxRatePpm));
}

function groupsOf({ lines, buyer }: InvoiceForPdf, categories: Category[], amount: Printing["amount"]): TaxGroup[] {
  const named = lines.map((line, index) => ({ ...line, category: categories[index] }));
  const groups = Map.groupBy(named, ({ category, taxRatePpm }) => `${category} ${taxRatePpm}`);
  return [...groups.values()].map((group) => {
    const [{ category, taxRatePpm }] = group;
    return {
      category,
      percent: percentOf(taxRatePpm),
      taxable: amount(group.reduce((sum, { net }) => sum + net, 0n)),
      tax: amount(group.reduce((sum, { tax }) => sum + tax, 0n)),
      ...REASONS[category],
      ...(category === "E" ? { reason: buyer.exemption ?? "Exempt" } : {}),
    };
  });
}

/** Codes of the VATEX list; the words are the standard's own. */
const REASONS: Partial<Record<Category, Pick<TaxGroup, "reason" | "reasonCode">>> = {
  AE: { reasonCode: "VATEX-EU-AE", reason: "Reverse charge" },
  O: { reasonCode: "VATEX-EU-O", reason: "Not subject to VAT" },
};

function percentOf(ratePpm: number): string {
  return String((ratePpm * 100) / Number(PPM));
}

/** A period ends where the next begins; documents name its last day. */
function lastDay(end: Date, day: (at: Date) => string): string {
  return day(new Date(end.getTime() - 1));
}
