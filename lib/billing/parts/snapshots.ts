import type { Customer } from "#lib/db/generated/client.ts";
import type { Buyer, Seller } from "#lib/invoices/snapshot.ts";
import type { Payer } from "#lib/payments/draft.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** The seller as invoices of this moment name it. */
export function sellerOf({ company, brand, invoicing }: Settings): Seller {
  return {
    legalName: company.legalName || brand.name,
    addressLines: lines(company.addressLine1, company.addressLine2, `${company.postalCode} ${company.city}`),
    country: company.country,
    vatId: company.vatId || undefined,
    email: company.email || brand.supportEmail || undefined,
    registration: company.registration || undefined,
    footer: invoicing.footer || undefined,
    taxRounding: company.taxRounding === "rate" ? undefined : company.taxRounding,
    timeZone: company.timeZone,
  };
}

/** The buyer as invoices of this moment name them. */
export function buyerOf(customer: Customer): Buyer {
  return {
    name: customer.name,
    company: customer.company ?? undefined,
    email: customer.email,
    addressLines: lines(
      customer.addressLine1,
      customer.addressLine2,
      [customer.postalCode, customer.city].filter(Boolean).join(" "),
      customer.region,
    ),
    country: customer.country ?? undefined,
    vatId: customer.vatId ?? undefined,
    exemption: customer.taxExemption ? `${customer.taxExemption} (${customer.taxCertificate})` : undefined,
    locale: customer.locale,
  };
}

/** The personal side of a transaction, as it is now. */
export function payerOf(customer: Customer, ip: string | null = null, ipCountry: string | null = null): Payer {
  const { name, email, phone, country, company, vatId, addressLine1, addressLine2, city, region, postalCode } = customer;
  return {
    name,
    email,
    phone,
    country,
    company,
    vatId,
    ip,
    ipCountry,
    address: { addressLine1, addressLine2, city, region, postalCode, country },
  };
}

function lines(...parts: (string | null)[]): string[] {
  return parts.map((part) => part?.trim() ?? "").filter(Boolean);
}
