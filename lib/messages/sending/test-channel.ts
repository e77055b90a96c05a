import { z } from "zod";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import { requiredText, unmarked } from "#lib/kernel/inputs.ts";
import { settingValues } from "#lib/kernel/setting-fields.ts";
import { channelFor } from "#lib/messages/registry.ts";
import { escapeHtml } from "#lib/messages/templates/escape-html.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { releaseHeld } from "./hold.ts";

export const testChannelInput = z.object({ kind: z.enum(["EMAIL", "SMS"]), to: z.string().transform(unmarked).pipe(requiredText(200)) });
export type TestChannelInput = z.output<typeof testChannelInput>;

/**
 * Sends a short message by the channel itself, past the queue, so that the answer is the provider's; when it takes it, what waits for the
 * operator goes out too. @throws Error in the provider's words.
 */
export async function testChannel(
  { kind, to }: TestChannelInput,
  letter: { fromName: string; locale: string; subject: string; text: string },
  set: Pick<Settings, "channels">,
): Promise<void> {
  const channel = channelFor(kind);
  const settings = settingValues(channel.settings, set.channels[channel.id]?.settings);
  await channel.test();
  const reportUrl = `${env().APP_URL}/api/webhooks/messages/${channel.id}`;
  const receipt = await channel.send({ ...letter, id: newId(), to, html: `<p>${escapeHtml(letter.text)}</p>`, reportUrl, settings });
  if (receipt.status === "failed") throw new Error(receipt.reason);
  await releaseHeld(kind);
}
