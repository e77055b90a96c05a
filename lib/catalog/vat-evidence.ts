import { vatTerritory } from "./eu-vat-rates.ts";

/** What tells where a customer lives, by the letters of Article 24f of Implementing Regulation (EU) 282/2011; a phone number is (f), other information. */
export const EVIDENCE_KINDS = ["billing_address", "ip", "bank", "sim", "landline", "phone", "other"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
export type Evidence = { kind: EvidenceKind; country: string };

/** Listed in 24f (a) to (e), and told by somebody else than seller and customer, as Article 24b wants the one proof of a small seller. */
const OF_A_THIRD = new Set<EvidenceKind>(["ip", "bank", "sim", "landline"]);

export type Weighed = {
  /** The territory that most of it names; null where as much speaks for another, or there is none. */
  country: string | null;
  /** Whether it proves that country: by two items, or by one of a third party for a seller under the threshold. */
  sufficient: boolean;
  /** Whether some of it names another one. */
  contradiction: boolean;
};

/**
 * Weighs the evidence of where a customer of telecommunications, broadcasting or electronic services lives (Articles 24b (d) and 24f). Two items that agree
 * prove it although a third contradicts, which remains to be looked at. The same kind twice counts once where both say the same.
 * @param oneSuffices for a seller whose sales of such services to consumers of other member states are under EUR 100,000, this year and the last
 */
export function vatEvidence(evidence: Evidence[], oneSuffices: boolean): Weighed {
  const items = [
    ...new Map(
      evidence.map(({ kind, country }) => [`${kind} ${vatTerritory(country)}`, { kind, country: vatTerritory(country) }]),
    ).values(),
  ];
  const byCountry = [...Map.groupBy(items, ({ country }) => country)].sort(([, one], [, other]) => other.length - one.length);
  const [first, second] = byCountry;
  if (!first || (second && second[1].length === first[1].length))
    return { country: null, sufficient: false, contradiction: Boolean(second) };
  const [country, speaking] = first;
  const enough = speaking.length >= 2 || (oneSuffices && speaking.some(({ kind }) => OF_A_THIRD.has(kind)));
  return { country, sufficient: enough, contradiction: Boolean(second) };
}
