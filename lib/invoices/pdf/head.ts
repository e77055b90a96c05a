import type { InvoiceForPdf } from "./invoice-for-pdf.ts";
import { CONTENT_WIDTH, MUTED, PAGE, type PageWriter } from "./page-writer.ts";
import { isolated } from "./runs.ts";
import type { Texts } from "./texts.ts";

const COLUMN = CONTENT_WIDTH / 2 - 12;
const SECOND = CONTENT_WIDTH / 2 + 12;
const LABEL = 84;

/** Seller's name, title, state, dates, and the two parties. Returns where the table may begin. */
export function drawHead(writer: PageWriter, invoice: InvoiceForPdf, texts: Texts): number {
  const { seller } = invoice;
  const top = PAGE.margin;
  const sellerHeight = writer.text(isolated(seller.legalName), 0, top, COLUMN, { size: 15, weight: 600 });
  const titleHeight = writer.text(texts.t(`title.${invoice.kind}`), SECOND, top - 4, COLUMN, { size: 20, weight: 600, align: "end" });
  drawState(writer, invoice, texts, top + titleHeight);
  let y = top + Math.max(sellerHeight, titleHeight + 18) + 22;

  for (const [label, value] of facts(invoice, texts)) {
    writer.text(label, 0, y, LABEL, { size: 9, color: MUTED });
    y += writer.text(value, LABEL, y, CONTENT_WIDTH - LABEL, { size: 9, weight: 600 }) + 2;
  }
  y += 16;
  const heights = [
    drawParty(writer, texts.t("seller"), 0, y, sellerLines(invoice, texts)),
    drawParty(writer, texts.t("buyer"), SECOND, y, buyerLines(invoice, texts)),
  ];
  return y + Math.max(...heights) + 24;
}

function drawState(writer: PageWriter, { kind, status }: InvoiceForPdf, texts: Texts, y: number): void {
  const [back, ink] = { PAID: ["#dcfce7", "#166534"], OPEN: ["#fef3c7", "#92400e"] }[status as string] ?? ["#fee2e2", "#991b1b"];
  const text = texts.t(kind === "CREDIT_NOTE" && status === "PAID" ? "status.credited" : `status.${status}`);
  const width = writer.widthOf(text, { size: 9, weight: 600 }) + 16;
  writer.box(CONTENT_WIDTH - width, y, width, 17, back);
  writer.text(text, CONTENT_WIDTH - width + 8, y + 3, width - 16, { size: 9, weight: 600, color: ink });
}

function facts(invoice: InvoiceForPdf, { t, date, period }: Texts): [label: string, value: string][] {
  const { issuedAt, dueAt, paidAt, voidedAt, periodStart, periodEnd, creditOf } = invoice;
  const isInvoice = invoice.kind === "INVOICE";
  const rows: [string, string | null | undefined][] = [
    [t("number"), invoice.number ? isolated(invoice.number) : t("draft")],
    [t("issued"), date(issuedAt ?? invoice.createdAt)],
    [t("creditOf"), creditOf && t("creditOfValue", { number: isolated(creditOf.number), date: date(creditOf.issuedAt) })],
    [t("period"), periodStart && periodEnd && period(periodStart, periodEnd)],
    [t("due"), isInvoice && !paidAt && dueAt ? date(dueAt) : null],
    [t("paid"), isInvoice && paidAt ? date(paidAt) : null],
    [t("paidWith"), isInvoice && paidAt ? paidWith(invoice, t) : null],
    [t("voided"), voidedAt && date(voidedAt)],
  ];
  return rows.filter((row): row is [string, string] => Boolean(row[1]));
}

function paidWith({ paidWith: method }: InvoiceForPdf, t: Texts["t"]): string | null {
  if (!method) return null;
  const brand = method.brand ?? method.kind ?? "";
  const name = brand.charAt(0).toUpperCase() + brand.slice(1);
  return method.last4 ? t("cardEnding", { brand: isolated(name), last4: method.last4 }) : name;
}

function sellerLines({ seller }: InvoiceForPdf, { t, country }: Texts): (string | undefined)[] {
  const vatId = seller.vatId && t("vatId", { id: isolated(seller.vatId) });
  return [seller.legalName, ...seller.addressLines, country(seller.country), vatId, seller.registration, seller.email];
}

function buyerLines({ buyer }: InvoiceForPdf, { t, country }: Texts): (string | undefined)[] {
  const vatId = buyer.vatId && t("vatId", { id: isolated(buyer.vatId) });
  const names = buyer.company ? [buyer.company, buyer.name] : [buyer.name];
  return [...names, ...buyer.addressLines, country(buyer.country), vatId, buyer.email];
}

function drawParty(writer: PageWriter, title: string, x: number, y: number, lines: (string | undefined)[]): number {
  let height = writer.text(title, x, y, COLUMN, { size: 8, color: MUTED }) + 3;
  for (const [index, line] of lines.filter(Boolean).entries()) {
    height += writer.text(isolated(line as string), x, y + height, COLUMN, { size: 9.5, weight: index === 0 ? 600 : 400 });
  }
  return height;
}
