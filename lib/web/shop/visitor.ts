import { isbot } from "isbot";
import type { Visitor } from "#lib/events/count-step.ts";
import { visitorId } from "#lib/events/visitor-id.ts";
import { countryOfZone } from "#lib/kernel/country-of-zone.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { countryOfAddress } from "#lib/web/http/country-of-address.ts";
import { deviceOf } from "./device.ts";
import { sourceOf } from "./visit-source.ts";

/** What a page tells of a visit: the `utm_source` of its address, the host that led to it, and the browser's time zone. */
export type Told = { source?: string; referrer?: string; timeZone?: string };

/** Who sends a request to the shop, for today; null for bots, and for what has no name. */
export async function visitorOf(sent: Pick<Headers, "get">, told: Told, { company }: Pick<Settings, "company">): Promise<Visitor | null> {
  const userAgent = (sent.get("user-agent") ?? "").slice(0, 500);
  if (!userAgent || isbot(userAgent)) return null;
  return {
    id: await visitorId({ ip: sent.get("x-forwarded-for"), userAgent }, company.timeZone),
    source: sourceOf(told),
    device: deviceOf(userAgent),
    country: countryOfAddress(sent) ?? countryOfZone(told.timeZone ?? "") ?? "",
  };
}
