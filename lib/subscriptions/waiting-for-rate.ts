import { firstRates } from "#lib/catalog/missing-rates.ts";
import { taxSeller } from "#lib/catalog/tax.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { knownZone } from "#lib/kernel/time-zone.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { endedAfter, RENEWING } from "./state.ts";

/** No subscription does: the rates that are known hold for all. */
export const NONE_WAITS: Prisma.SubscriptionWhereInput = { id: { in: [] } };

/**
 * Which subscriptions cannot be billed for their next period, due or not: tax is owed where whoever pays lives, and no rate is in force on the day on
 * which it begins. They wait, uncharged, until there is one or access has ended (docs/decisions/0017). The condition is never null, so that its
 * opposite holds for all others.
 */
export async function waitingForRate(tx: Tx, settings: Settings): Promise<Prisma.SubscriptionWhereInput> {
  const { company } = settings;
  return waitingForFirst(tx, await firstRates(tx, taxSeller(company), civilDate(now(), company.timeZone).toString()), settings);
}

/** The same, where the `firstRates` of today are known. */
export async function waitingForFirst(
  tx: Tx,
  begins: Map<string, string | null>,
  { company, dunning }: Settings,
): Promise<Prisma.SubscriptionWhereInput> {
  const since = endedAfter(now(), dunning.graceDays);
  const byDay = [...Map.groupBy(begins.keys(), (country) => begins.get(country) ?? null)];
  const never = byDay.filter(([day]) => day === null).map(([, countries]) => ({ payer: livingIn(countries, company.country) }));
  const later = byDay.filter(([day]) => day !== null && new Date(`${day}T12:00:00Z`) > since); // when the day has begun everywhere
  const zones = later.length > 0 ? await tx.subscription.groupBy({ by: ["timeZone"] }) : [];
  const tooLate = later.flatMap(([day, countries]) =>
    zones.map(({ timeZone }) => ({
      timeZone,
      payer: livingIn(countries, company.country),
      currentPeriodEnd: { not: null, lt: startOfDay(Temporal.PlainDate.from(day!), knownZone(timeZone, company.timeZone)) },
    })),
  );
  if (never.length + tooLate.length === 0) return NONE_WAITS;
  return {
    status: { in: RENEWING },
    cancelAtPeriodEnd: false,
    renewsAt: { not: null, gt: since },
    OR: [...never, ...tooLate],
  };
}

/** Who has told no country counts as living where the seller is. */
function livingIn(countries: string[], home: string): Prisma.CustomerWhereInput {
  const told = { AND: [{ country: { not: null } }, { country: { in: countries } }] };
  return countries.includes(home) ? { OR: [told, { country: null }] } : told;
}
