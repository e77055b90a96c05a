import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { gateway, gatewayIds, gatewaySettings } from "#lib/payments/registry.ts";
import { getSettings } from "#lib/settings/settings.ts";
import type { ConfirmReturnInput } from "./confirm-return.ts";

/**
 * Which payment a return is of, whose address names nothing of ours: a described vendor may put its own parameters in their place. Null where it names none;
 * `lost` where such a vendor is in use and may have sent it all the same. It is believed no more than our own link: the gateway is asked, and knows what is signed.
 */
export async function findReturn(query: string): Promise<ConfirmReturnInput | "lost" | null> {
  const settings = await getSettings();
  let isLost = false;
  for (const { id, described } of gatewayIds().flatMap((id) => gateway(id) ?? [])) {
    if (!described) continue;
    const reference = described.names(query, gatewaySettings(id, settings));
    const found = reference && (await db.transaction.findFirst({ where: { gateway: id, gatewayReference: reference } }));
    if (found) return returnOf(found);
    isLost ||= settings.gateways[id]?.enabled === true;
  }
  return isLost ? "lost" : null;
}

const LONGEST_FIELD = 2_000;

/** What the form of a return says that a described vendor of ours is known to say, as a query; nothing of a form that names no payment of ours. */
export async function keptOfReturn(form: string): Promise<string> {
  const settings = await getSettings();
  const sent = new URLSearchParams(form);
  for (const { id, described } of gatewayIds().flatMap((id) => gateway(id) ?? [])) {
    const set = gatewaySettings(id, settings);
    if (!described?.names(form, set)) continue;
    const kept = described.reads(set).flatMap((name) => sent.getAll(name).map((value) => [name, value]));
    return new URLSearchParams(kept.filter(([, value]) => value.length <= LONGEST_FIELD)).toString();
  }
  return "";
}

function returnOf({ id, kind, orderId, invoiceId }: Transaction): ConfirmReturnInput {
  if (orderId) return { orderId };
  if (invoiceId) return { invoiceId };
  return kind === "SETUP" ? { setupId: id } : { topUpId: id };
}
