import { z } from "zod";
import { isEuMember } from "#lib/catalog/eu-vat-rates.ts";
import { type Evidence, type EvidenceKind, vatEvidence } from "#lib/catalog/vat-evidence.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { phoneCountry } from "#lib/kernel/phone.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";

const sale = z.object({
  id: z.string(),
  soldAt: z.date(),
  billingCountry: z.string().nullable(),
  ipCountry: z.string().nullable(),
  cardCountry: z.string().nullable(),
  phone: z.string().nullable(),
});

/**
 * Keeps with each charge that was paid what told where its payer lives. It costs the payment nothing, for all of it stands in rows that stay as they
 * were. Returns how many sales. Only for sellers who charge VAT of the Union.
 */
export async function weighEvidence(limit = 500): Promise<number> {
  const { company } = await getSettings();
  if (!needsEvidence(company)) return 0;
  // An hour back: a payment is settled some time before others can see it.
  const rows = await db.$queryRaw`
    SELECT t."id", t."settledAt" AS "soldAt", t."country" AS "billingCountry", t."ipCountry", t."phone", m."country" AS "cardCountry"
    FROM "Transaction" t LEFT JOIN "PaymentMethod" m ON m."id" = t."paymentMethodId"
    WHERE t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND t."amount" > 0
      AND t."settledAt" >= (SELECT coalesce(max("soldAt"), '-infinity') - interval '1 hour' FROM "SaleEvidence")
      AND NOT EXISTS (SELECT FROM "SaleEvidence" e WHERE e."id" = t."id")
    ORDER BY t."settledAt" LIMIT ${limit}`;
  const sales = sale.array().parse(rows);
  if (sales.length === 0) return 0;
  const data = sales.map(({ phone, ...known }) => {
    const found = { ...known, phoneCountry: phone && phoneCountry(phone) };
    return { ...found, ...vatEvidence(evidenceOf(found), company.oneProof) };
  });
  await db.saleEvidence.createMany({ data, skipDuplicates: true });
  return sales.length;
}

function needsEvidence({ vatRegistered, country, timeZone }: Settings["company"]): boolean {
  return vatRegistered && isEuMember(country, civilDate(now(), timeZone).toString());
}

type Found = Record<"billingCountry" | "ipCountry" | "cardCountry" | "phoneCountry", string | null>;

function evidenceOf({ billingCountry, ipCountry, cardCountry, phoneCountry: ofPhone }: Found): Evidence[] {
  const items: [EvidenceKind, string | null][] = [
    ["billing_address", billingCountry],
    ["ip", ipCountry],
    ["bank", cardCountry],
    ["phone", ofPhone],
  ];
  return items.flatMap(([kind, country]) => (country ? [{ kind, country }] : []));
}
