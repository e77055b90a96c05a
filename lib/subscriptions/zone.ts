import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { isTimeZone, knownZone } from "#lib/kernel/time-zone.ts";
import { getSettings } from "#lib/settings/settings.ts";

/** The zone that a subscription's days are counted in: its own, or the account's where its own is unknown here. */
export async function zoneOf(tx: Tx, { timeZone }: Pick<Subscription, "timeZone">): Promise<string> {
  return isTimeZone(timeZone) ? timeZone : knownZone(timeZone, (await getSettings(tx)).company.timeZone);
}
