import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { settingsInput } from "#lib/kernel/setting-fields.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { channels } from "#lib/messages/registry.ts";
import { saveParts } from "#lib/settings/change-settings.ts";
import { releaseHeld } from "./hold.ts";

const [first, ...others] = CHANNELS.map(({ id, settings }) => z.object({ channel: z.literal(id), settings: settingsInput(settings) }));

/** All fields of one channel. */
export const setChannelInput = z.discriminatedUnion("channel", [first, ...others]);
export type SetChannelInput = z.output<typeof setChannelInput>;

/** Saves what a channel's plug-in lets operators set, from the next message on; what waits for the operator goes out. */
export function setChannel({ channel, settings }: SetChannelInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    await saveParts(tx, { channels: { [channel]: { settings } } }, actor);
    const carrying = channels().find(({ id }) => id === channel);
    if (carrying) await releaseHeld(carrying.kind, { taken: false, tx });
  });
}
