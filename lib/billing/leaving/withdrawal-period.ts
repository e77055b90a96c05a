import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import type { Settings } from "#lib/settings/schema.ts";

const SATURDAY = 6;

/** For how many days a viewer in `country` may withdraw; 0: not at all. */
export function withdrawalDays(country: string, { withdrawalDays, withdrawalDaysOf }: Settings["leaving"]): number {
  return withdrawalDaysOf.find((own) => own.country === country)?.days ?? withdrawalDays;
}

/**
 * When the right to withdraw ends: with the last of so many days after that of the contract, and with the next Monday where that is a Saturday or Sunday
 * (§§ 187, 188, 193, 355 BGB; Regulation 1182/71, Article 3). Public holidays are not known here.
 */
export function withdrawalEnds(concludedAt: Date, days: number, timeZone: string): Date {
  const last = civilDate(concludedAt, timeZone).add({ days });
  const counted = last.add({ days: last.dayOfWeek >= SATURDAY ? 8 - last.dayOfWeek : 0 });
  return startOfDay(counted.add({ days: 1 }), timeZone);
}
