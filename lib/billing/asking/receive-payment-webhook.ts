import { db } from "#lib/db/client.ts";
import { storeEvent } from "#lib/inbox/store.ts";
import { log } from "#lib/kernel/log.ts";
import { BadSignature, type Gateway, type GatewayEvent, type RawWebhook } from "#lib/payments/gateway.ts";
import { gateway, gatewaySettings } from "#lib/payments/registry.ts";
import { getSettings } from "#lib/settings/settings.ts";

/** `eventId` is set when the event is new; handle it after the answer with `handleEvent`. */
export type Received = { status: 200 | 400 | 404; eventId: string | null };

/** Verifies and stores a webhook: 404 for a gateway that cannot be asked, 400 for one that is not its own or cannot be read (nothing is stored), else 200. */
export async function receivePaymentWebhook(gatewayId: string, raw: RawWebhook): Promise<Received> {
  const plugin = gateway(gatewayId);
  if (!plugin?.can.webhooks) return { status: 404, eventId: null };
  const event = await read(plugin, raw);
  if (event === "refused") return { status: 400, eventId: null };
  return { status: 200, eventId: event && (await storeEvent(db, gatewayId, event, raw.body)) };
}

async function read(plugin: Gateway, raw: RawWebhook): Promise<GatewayEvent | null | "refused"> {
  try {
    return await plugin.readWebhook(plugin.described ? { ...raw, settings: gatewaySettings(plugin.id, await getSettings()) } : raw);
  } catch (error) {
    if (error instanceof BadSignature) log.warn({ gateway: plugin.id }, "a webhook with a bad signature was refused");
    else log.error({ err: error, gateway: plugin.id }, "a webhook with a good signature could not be read");
    return "refused";
  }
}
