import type { DeliveryFailure, Problem } from "../../channel.ts";
import { BAD_NUMBER, problemOf } from "./twilio-codes.ts";

/** By status, where the code is not known. A 404 without one is our account's: nothing else is named in the address. */
const BY_STATUS: Record<number, Problem> = { 401: "credentials", 402: "account", 403: "account", 404: "credentials" };

/** What Twilio's answer means for the message. */
export function twilioFailure(error: unknown): DeliveryFailure {
  const { status, code, message } = error as { status?: number; code?: number | string; message?: string };
  const reason = `${message ?? String(error)}${typeof code === "number" ? ` (Twilio ${code})` : ""}`.slice(0, 300);
  if (typeof code === "number" && BAD_NUMBER.has(code)) return { failure: "bad_address", reason };
  if (status === undefined) return { failure: "retry", problem: "unreachable", reason };
  const problem = problemOf(Number(code)) ?? BY_STATUS[status];
  if (problem) return { failure: "mend", problem, reason };
  const waits = status === 408 || status === 429 || status >= 500 || code === 21611 || code === 21730;
  return { failure: waits ? "retry" : "give_up", reason };
}
