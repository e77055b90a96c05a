import { ciiOf } from "#lib/invoices/cii.ts";
import { documentOf } from "#lib/invoices/en16931.ts";
import type { InvoiceForPdf } from "#lib/invoices/pdf/invoice-for-pdf.ts";
import { ublOf } from "#lib/invoices/ubl.ts";
import { fileResponse } from "./file-response.ts";

/** An issued invoice for machines, to be saved under its number: UBL 2.1, or CII where it is asked for. */
export function invoiceXmlResponse(invoice: InvoiceForPdf, syntax: string | null): Response {
  const name = (invoice.number ?? "").replace(/[^\w-]/g, "_");
  const document = documentOf(invoice);
  const cii = syntax === "cii";
  return fileResponse(cii ? ciiOf(document) : ublOf(document), "application/xml", `${name}-${cii ? "cii" : "ubl"}.xml`);
}
