import type { DeliveryReport } from "../../channel.ts";

/** Twilio's last words on a message; what comes before them (queued, sending, sent) says nothing new. */
const FINAL = ["delivered", "undelivered", "failed"];

/** Reasons that are the number's: blocked by its owner, unknown, a landline, opted out. Any other (filtered, unregistered, suspended) is not. */
const BAD_NUMBER = new Set(["30004", "30005", "30006", "21610", "21614", "21635"]);

/** Reads a status callback (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). */
export function readStatus(body: string): DeliveryReport[] {
  const parameters = new URLSearchParams(body);
  const reference = parameters.get("MessageSid");
  const said = parameters.get("MessageStatus") ?? "";
  if (!reference || !FINAL.includes(said)) return [];
  const code = parameters.get("ErrorCode");
  const status = said === "delivered" ? "delivered" : BAD_NUMBER.has(code ?? "") ? "bounced" : "failed";
  return [{ externalId: `${reference}:${said}`, reference, status, detail: code ? `Twilio error ${code}` : undefined }];
}
