export type SmtpFailure = { failure: "retry" | "give_up" | "bad_address"; reason: string };

/** Codes of a final answer that speak of the recipient (RFC 5321 4.2.3). */
const NO_SUCH_MAILBOX = new Set([550, 551, 553]);

/** What an SMTP fault means for the message. Wrong credentials are for the operator to mend, so that the message waits. */
export function smtpFailure(error: unknown): SmtpFailure {
  const { responseCode, command, code, message } = error as { responseCode?: number; command?: string; code?: string; message?: string };
  const reason = (message ?? String(error)).slice(0, 300);
  if (code === "EAUTH" || code === "EOAUTH2") return { failure: "retry", reason };
  if (code === "EENVELOPE" && responseCode === undefined) return { failure: "bad_address", reason };
  if (responseCode === undefined || responseCode < 500) return { failure: code === "EMESSAGE" ? "give_up" : "retry", reason };
  if (command === "MAIL FROM") return { failure: "give_up", reason };
  const recipient = command === "RCPT TO" || NO_SUCH_MAILBOX.has(responseCode);
  return { failure: recipient ? "bad_address" : "give_up", reason };
}
