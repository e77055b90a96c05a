import type { DeliveryReport } from "../../channel.ts";

/** Twilio's last words on a message; what comes before them (queued, sending, sent) says nothing new. */
const FINAL: Record<string, DeliveryReport["status"]> = { delivered: "delivered", undelivered: "bounced", failed: "failed" };

/** Reads a status callback (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). */
export function readStatus(body: string): DeliveryReport[] {
  const parameters = new URLSearchParams(body);
  const reference = parameters.get("MessageSid");
  const said = parameters.get("MessageStatus") ?? "";
  const status = FINAL[said];
  if (!reference || !status) return [];
  const code = parameters.get("ErrorCode");
  return [{ externalId: `${reference}:${said}`, reference, status, detail: code ? `Twilio error ${code}` : undefined }];
}
