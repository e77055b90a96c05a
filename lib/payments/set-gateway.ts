import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { settingsInput } from "#lib/kernel/setting-fields.ts";
import { saveParts } from "#lib/settings/change-settings.ts";
import { GATEWAYS } from "./plugins.ts";

const [first, ...others] = GATEWAYS.map(({ id, settings }) => z.object({ gateway: z.literal(id), settings: settingsInput(settings) }));

/** All fields of one gateway. */
export const setGatewayInput = z.discriminatedUnion("gateway", [first, ...others]);
export type SetGatewayInput = z.output<typeof setGatewayInput>;

/** Saves what a gateway's plug-in lets operators set. What is written down already is asked for as it was. */
export function setGateway({ gateway, settings }: SetGatewayInput, actor: Actor): Promise<void> {
  return transaction((tx) => saveParts(tx, { gateways: { [gateway]: { settings } } }, actor));
}
