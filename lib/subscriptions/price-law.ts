import { isEuMember } from "#lib/catalog/eu-vat-rates.ts";

/** What the law of a country asks of whoever raises the price of a subscription that runs. */
export type PriceLaw = {
  /** It is told so many days ahead at least, */
  days: number;
  /** and at most so many; null: as early as one likes. */
  most: number | null;
  /** Silence is no consent: who has not agreed keeps the old price, or is given notice. */
  consent: boolean;
  /** Where it stands. */
  source: string;
};

/** So many days a letter is sent before the last day on which it may be: it has to arrive, and a worker may have rested. */
export const SENT_EARLIER_DAYS = 7;

const EU: PriceLaw = {
  days: 30,
  most: null,
  consent: false,
  source: "Directive (EU) 2018/1972, art. 105(4); Directive 93/13/EEC, annex 1(l)",
};

/** Countries that ask for something of their own. Ending instead of keeping is everywhere a notice of the operator's: their terms have to allow it. */
const OWN: Record<string, PriceLaw> = {
  AT: { days: 92, most: null, consent: false, source: "TKG 2021 § 135 (8): drei Monate" },
  DE: { days: 30, most: null, consent: true, source: "§§ 305 ff., 307 BGB; BGH XI ZR 26/20; LG Köln 6 S 114/23; TKG § 57 (2)" },
  GB: { days: 30, most: null, consent: false, source: "Consumer Rights Act 2015, sch. 2; Ofcom General Condition C1.14" },
  KR: { days: 7, most: 30, consent: true, source: "Electronic Commerce Act, art. 13(6); Enforcement Decree, art. 20-2" },
  US: { days: 7, most: 30, consent: false, source: "California Business and Professions Code § 17602 (AB 2863)" },
};

/** Where no rule is known here. */
const ELSEWHERE: PriceLaw = { days: 30, most: null, consent: false, source: "" };

/** The rule for who lives in `country`; `on` is a civil date. */
export function priceLaw(country: string, on: string): PriceLaw {
  return OWN[country] ?? (isEuMember(country, on) ? EU : ELSEWHERE);
}

/** What a move shows of the law: the countries that ask for something of their own, then the Union and all others. */
export const PRICE_LAWS: (PriceLaw & { country: string })[] = [
  ...Object.entries(OWN).map(([country, law]) => ({ country, ...law })),
  { country: "EU", ...EU },
  { country: "", ...ELSEWHERE },
];

/** How many days ahead a viewer is told: as the move wants, but no less than the law asks, and so that the letter is not too early. */
export function noticeDaysIn({ days, most }: PriceLaw, wanted: number): number {
  return Math.min(Math.max(wanted, days), most === null ? Number.POSITIVE_INFINITY : most - SENT_EARLIER_DAYS);
}
