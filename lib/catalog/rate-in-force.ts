import type { TaxRate } from "#lib/db/generated/client.ts";

/** Of one territory's rates, the one that holds on an ISO date: the last that has begun. Undefined before the first. A rate of 0 % is a rate. */
export function rateInForce<Rate extends Pick<TaxRate, "validFrom">>(rates: Rate[], on: string): Rate | undefined {
  return rates.filter((rate) => firstDayOfRate(rate) <= on).sort((a, b) => b.validFrom.getTime() - a.validFrom.getTime())[0];
}

/** The civil day on which a rate begins, an ISO date. */
function firstDayOfRate({ validFrom }: Pick<TaxRate, "validFrom">): string {
  return validFrom.toISOString().slice(0, 10);
}
