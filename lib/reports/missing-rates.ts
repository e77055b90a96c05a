import { firstRates } from "#lib/catalog/missing-rates.ts";
import { ON_SALE } from "#lib/catalog/state.ts";
import { taxSeller } from "#lib/catalog/tax.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { NONE_WAITS, waitingForFirst } from "#lib/subscriptions/waiting-for-rate.ts";

/** A country where tax is owed and no rate is known. */
export type MissingRate = {
  country: string;
  /** No rate is in force today: nothing can be sold there. */
  unsold: boolean;
  /** The subscriptions whose renewal waits for a rate, now or when it comes. */
  waiting: number;
  /** When the first of their periods begins: a rate must hold on that day. */
  since: Date | null;
};

/** Where plans are on sale, and where those live who pay, and a rate of tax is missing; those that hold up most renewals first. */
export async function missingRates(settings: Settings): Promise<MissingRate[]> {
  const { country: home, timeZone } = settings.company;
  const today = civilDate(now(), timeZone).toString();
  const first = await firstRates(db, taxSeller(settings.company), today);
  const unsold = new Set([...first].filter(([, day]) => day === null || day > today).map(([country]) => country));
  const waiting = await waitingByCountry(first, settings);
  const sold = unsold.size > 0 ? await soldIn(home) : null;
  const shown = new Set([...waiting.keys(), ...[...unsold].filter((country) => sold === null || sold.has(country))]);
  return [...shown]
    .map((country) => ({ country, unsold: unsold.has(country), waiting: 0, since: null, ...waiting.get(country) }))
    .sort((one, other) => other.waiting - one.waiting);
}

async function waitingByCountry(
  first: Map<string, string | null>,
  settings: Settings,
): Promise<Map<string, Pick<MissingRate, "waiting" | "since">>> {
  const { country: home } = settings.company;
  const where = await waitingForFirst(db, first, settings);
  if (where === NONE_WAITS) return new Map();
  const payers = await db.customer.groupBy({ by: ["country"], where: { paidFor: { some: where } } });
  const found = new Map<string, Pick<MissingRate, "waiting" | "since">>();
  for (const country of new Set(payers.map((payer) => payer.country ?? home))) {
    const payer = country === home ? { OR: [{ country }, { country: null }] } : { country };
    const { _count, _min } = await db.subscription.aggregate({
      where: { AND: [where, { payer }] },
      _count: { id: true },
      _min: { currentPeriodEnd: true },
    });
    found.set(country, { waiting: _count.id, since: _min.currentPeriodEnd });
  }
  return found;
}

/** The countries that plans are sold in; null: everywhere. A shop without a plan is taken to begin at home. */
async function soldIn(home: string): Promise<Set<string> | null> {
  const plans = await db.plan.findMany({ where: { status: { in: ON_SALE } }, select: { countries: true } });
  if (plans.some(({ countries }) => countries.length === 0)) return null;
  return new Set([home, ...plans.flatMap(({ countries }) => countries)]);
}
