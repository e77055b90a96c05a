import type { Messages } from "next-intl";
import type { InvoiceKind, InvoiceStatus } from "#lib/db/generated/client.ts";
import type { Buyer, Seller } from "../snapshot.ts";

export type PdfLine = {
  /** One that the document has words for. */
  kind: keyof Messages["invoice"]["line"];
  description: string;
  quantity: number;
  unitAmount: bigint;
  discount: bigint;
  net: bigint;
  tax: bigint;
  total: bigint;
  taxRatePpm: number;
  taxName: string;
  /** Where it is not the document's. */
  periodStart?: Date | null;
  periodEnd?: Date | null;
};

/** All that is printed, as it was when the invoice was issued. Amounts in minor units of `currency`. */
export type InvoiceForPdf = {
  kind: InvoiceKind;
  number: string | null;
  status: InvoiceStatus;
  currency: string;
  lines: PdfLine[];
  subtotal: bigint;
  tax: bigint;
  toBalance: bigint;
  total: bigint;
  paid: bigint;
  credited: bigint;
  taxTreatment: string;
  seller: Seller;
  buyer: Buyer;
  /** The time zone that dates are written in. */
  timeZone: string;
  createdAt: Date;
  issuedAt: Date | null;
  dueAt: Date | null;
  paidAt: Date | null;
  voidedAt: Date | null;
  periodStart: Date | null;
  periodEnd: Date | null;
  /** How it was paid: a card's brand and last four digits, else the gateway's name for the method. */
  paidWith: { brand: string | null; last4: string | null; kind: string | null } | null;
  creditOf: { number: string; issuedAt: Date } | null;
};
