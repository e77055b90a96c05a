import { storeEvent } from "#lib/inbox/store.ts";
import { log } from "#lib/kernel/log.ts";
import { BadSignature, type Gateway, type GatewayEvent, type RawWebhook } from "#lib/payments/gateway.ts";
import { gateway, gatewaySettings } from "#lib/payments/registry.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { answerFirst } from "./handle-in-turn.ts";

/** `eventId` is set when the event is new; handle it after the answer with `handleInTurn`. `answer`: what a described gateway wants to read of one that is its own. */
export type Received = { status: 200 | 400 | 404 | 405; eventId: string | null; answer?: string };

/** Verifies and stores a webhook: 404 for a gateway that cannot be asked, 400 for one that is not its own or cannot be read (nothing is stored), else 200. */
export async function receivePaymentWebhook(gatewayId: string, raw: RawWebhook): Promise<Received> {
  const plugin = gateway(gatewayId);
  if (!plugin?.can.webhooks) return { status: 404, eventId: null };
  const settings = plugin.described && gatewaySettings(plugin.id, await getSettings());
  const event = await read(plugin, settings ? { ...raw, settings } : raw);
  if (event === "refused") return { status: 400, eventId: null };
  const eventId = event && (await answerFirst(() => storeEvent(gatewayId, event, raw.body)));
  return { status: 200, eventId, ...(settings && { answer: plugin.described!.answer(settings) }) };
}

/** The same of a webhook that is all in its address, as only described gateways send them: 405 for others. */
export async function receiveByAddress(gatewayId: string, query: string): Promise<Received> {
  const plugin = gateway(gatewayId);
  if (plugin && !plugin.described) return { status: 405, eventId: null };
  return receivePaymentWebhook(gatewayId, { body: query, headers: {} });
}

async function read(plugin: Gateway, raw: RawWebhook): Promise<GatewayEvent | null | "refused"> {
  try {
    return await plugin.readWebhook(raw);
  } catch (error) {
    if (error instanceof BadSignature) log.warn({ gateway: plugin.id }, "a webhook with a bad signature was refused");
    else log.error({ err: error, gateway: plugin.id }, "a webhook with a good signature could not be read");
    return "refused";
  }
}
