import { env } from "#lib/kernel/env.ts";
import type { Kind } from "./catalog.ts";
import type { MessageChannel } from "./channel.ts";
import { outbox } from "./channels/outbox/outbox.ts";
import { smtp } from "./channels/smtp/smtp.ts";
import { twilio } from "./channels/twilio/twilio.ts";

let chosen: Record<Kind, MessageChannel> | undefined;

/** The channel that carries a kind: the provider whose keys are set, else the outbox, which keeps it. The demo writes to nobody. */
export function channelFor(kind: Kind): MessageChannel {
  chosen ??= { EMAIL: email(), SMS: sms() };
  return chosen[kind];
}

export function channels(): MessageChannel[] {
  return [channelFor("EMAIL"), channelFor("SMS")];
}

/** The channel of that name whose reports can be verified; null when there is none. */
export function reportingChannel(id: string): MessageChannel | null {
  return channels().find((channel) => channel.id === id && channel.reports) ?? null;
}

/** Lets go of connections, and reads the environment anew on next use. */
export async function closeChannels(): Promise<void> {
  const closing = chosen ? Object.values(chosen) : [];
  chosen = undefined;
  await Promise.all(closing.map((channel) => channel.close?.()));
}

function email(): MessageChannel {
  const { SMTP_URL, MAIL_FROM, APP_URL, STREAMTILL_MODE } = env();
  if (!SMTP_URL || STREAMTILL_MODE === "demo") return outbox("EMAIL", { plays: STREAMTILL_MODE !== "start" });
  return smtp({ url: SMTP_URL, from: MAIL_FROM ?? `no-reply@${new URL(APP_URL).hostname}` });
}

function sms(): MessageChannel {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM, TWILIO_API_BASE, STREAMTILL_MODE } = env();
  if (!TWILIO_ACCOUNT_SID || !TWILIO_AUTH_TOKEN || !TWILIO_FROM || STREAMTILL_MODE === "demo")
    return outbox("SMS", { plays: STREAMTILL_MODE !== "start" });
  return twilio({ accountSid: TWILIO_ACCOUNT_SID, authToken: TWILIO_AUTH_TOKEN, from: TWILIO_FROM, apiBase: TWILIO_API_BASE });
}
