import Link from "next/link";
import { useLocale } from "next-intl";
import type { Buyer, Seller } from "#lib/invoices/snapshot.ts";
import { regionNames } from "#lib/kernel/intl.ts";

/** The seller or buyer as the invoice keeps them. `href` leads to the buyer as they are now. */
export function InvoiceParty({ party, href }: { party: Seller | Buyer; href?: string }) {
  const regions = regionNames(useLocale());
  const isSeller = "legalName" in party;
  const name = isSeller ? party.legalName : party.name;
  const lines = [
    isSeller ? undefined : party.company,
    ...party.addressLines,
    party.country ? regions.of(party.country) : undefined,
    party.vatId,
    isSeller ? party.registration : undefined,
    party.email,
  ].filter(Boolean);
  return (
    <address className="text-sm not-italic">
      {href ? (
        <Link href={href} className="font-medium text-brand-ink hover:underline">
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi className="font-medium">{name}</bdi>
      )}
      {lines.map((line) => (
        <span key={line} className="block text-muted">
          <bdi>{line}</bdi>
        </span>
      ))}
    </address>
  );
}
