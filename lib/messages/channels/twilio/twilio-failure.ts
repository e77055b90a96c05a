export type TwilioFailure = { failure: "retry" | "give_up" | "bad_address"; reason: string };

/** Not a valid, textable or willing number: invalid, not mobile, not reachable, opted out. */
const BAD_NUMBER = new Set([21201, 21211, 21217, 21610, 21612, 21614]);

/** What Twilio's answer means for the message. Wrong keys are for the operator to mend, so that the message waits. */
export function twilioFailure(error: unknown): TwilioFailure {
  const { status, code, message } = error as { status?: number; code?: number | string; message?: string };
  const reason = `${message ?? String(error)}${typeof code === "number" ? ` (Twilio ${code})` : ""}`.slice(0, 300);
  if (typeof code === "number" && BAD_NUMBER.has(code)) return { failure: "bad_address", reason };
  const waits = status === undefined || status === 401 || status === 403 || status === 408 || status === 429 || status >= 500;
  return { failure: waits ? "retry" : "give_up", reason };
}
