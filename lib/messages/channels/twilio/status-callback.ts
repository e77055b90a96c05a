import type { DeliveryReport } from "../../channel.ts";
import { BAD_NUMBER, problemOf } from "./twilio-codes.ts";

/** Twilio's last words on a message; what comes before them (queued, sending, sent) says nothing new. */
const FINAL = ["delivered", "undelivered", "failed"];

/** Reads a status callback (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). */
export function readStatus(body: string): DeliveryReport[] {
  const parameters = new URLSearchParams(body);
  const reference = parameters.get("MessageSid");
  const said = parameters.get("MessageStatus") ?? "";
  if (!reference || !FINAL.includes(said)) return [];
  const code = Number(parameters.get("ErrorCode"));
  const report = { externalId: `${reference}:${said}`, reference, detail: code ? `Twilio error ${code}` : undefined };
  if (said === "delivered") return [{ ...report, status: "delivered" }];
  return [BAD_NUMBER.has(code) ? { ...report, status: "bounced" } : { ...report, status: "failed", problem: problemOf(code) }];
}
