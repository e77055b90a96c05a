import type { DeliveryFailure, Problem } from "../../channel.ts";

/** Not a valid, textable or willing number: invalid, the sender itself, a short code, opted out, not mobile, a landline. */
const BAD_NUMBER = new Set([21201, 21211, 21217, 21265, 21266, 21421, 21604, 21610, 21614, 21635]);

/** What the operator has to mend in Twilio's console or in the environment (https://www.twilio.com/docs/api/errors). */
const PROBLEMS: Record<number, Problem> = {
  10001: "account",
  20003: "credentials",
  20005: "account",
  20006: "account",
  20008: "credentials",
  20403: "account",
  20404: "sender",
  21212: "sender",
  21213: "sender",
  21267: "account",
  21408: "region",
  21601: "sender",
  21603: "sender",
  21606: "sender",
  21607: "sender",
  21608: "account",
  21612: "region",
  21659: "sender",
  21660: "sender",
  21661: "sender",
  30002: "account",
  30124: "sender",
  30127: "sender",
  63038: "limit",
};

/** 21701, 21703 …: the messaging service is missing, empty or wrong. */
const MESSAGING_SERVICE = /^217[012]\d$/;

/** By status, where the code is not known. A 404 without one is our account's: nothing else is named in the address. */
const BY_STATUS: Record<number, Problem> = { 401: "credentials", 402: "account", 403: "account", 404: "credentials" };

/** What Twilio's answer means for the message. */
export function twilioFailure(error: unknown): DeliveryFailure {
  const { status, code, message } = error as { status?: number; code?: number | string; message?: string };
  const reason = `${message ?? String(error)}${typeof code === "number" ? ` (Twilio ${code})` : ""}`.slice(0, 300);
  if (typeof code === "number" && BAD_NUMBER.has(code)) return { failure: "bad_address", reason };
  if (status === undefined) return { failure: "retry", problem: "unreachable", reason };
  const problem = PROBLEMS[Number(code)] ?? (MESSAGING_SERVICE.test(String(code)) ? "sender" : BY_STATUS[status]);
  if (problem) return { failure: "mend", problem, reason };
  const waits = status === 408 || status === 429 || status >= 500 || code === 21611 || code === 21730;
  return { failure: waits ? "retry" : "give_up", reason };
}
