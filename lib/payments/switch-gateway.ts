import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { saveParts } from "#lib/settings/change-settings.ts";
import { GATEWAYS } from "./plugins.ts";

export const switchGatewayInput = z.object({ gateway: z.enum(GATEWAYS.map(({ id }) => id)), enabled: z.boolean() });
export type SwitchGatewayInput = z.output<typeof switchGatewayInput>;

/** Lets viewers choose a gateway, or no longer. Payments that were made with it are looked up and refunded all the same. */
export function switchGateway({ gateway, enabled }: SwitchGatewayInput, actor: Actor): Promise<void> {
  return transaction((tx) => saveParts(tx, { gateways: { [gateway]: { enabled } } }, actor));
}
