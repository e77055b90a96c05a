import type { DeliveryFailure } from "../../channel.ts";
import { enhancedCode, problemOf, type SmtpReply, saysNoMailbox } from "./smtp-reply.ts";

/**
 * What an SMTP fault means for the message. A code from 400 on is a refusal for now (RFC 5321 4.2.1), to whichever command; nodemailer calls
 * each refusal after DATA EMESSAGE, those for now too. Of the final ones, an enhanced status code (RFC 3463) says whose they are to mend.
 */
export function smtpFailure(error: unknown): DeliveryFailure {
  const { message, response, responseCode, command = "", code = "", originalCode = "" } = error as Fault;
  const reason = (message ?? String(error)).slice(0, 300);
  if (responseCode === undefined) return { ...unanswered(code, originalCode, reason), reason };
  const reply = { code: responseCode, enhanced: enhancedCode(response ?? reason), command, text: response ?? reason };
  const problem = problemOf(reply);
  if (responseCode < 500) return { failure: "retry", problem, reason };
  if (isMailboxFull(reply)) return { failure: "retry", reason };
  if (saysNoMailbox(reply)) return { failure: "bad_address", reason };
  return problem ? { failure: "mend", problem, reason } : { failure: "give_up", reason };
}

type Fault = { message?: string; response?: string; responseCode?: number; command?: string; code?: string; originalCode?: string };

/** A certificate that is not trusted, as Node names it. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** Nodemailer's own refusals, and a server that says nothing. */
function unanswered(code: string, originalCode: string, message: string) {
  if (["EAUTH", "EOAUTH2", "ENOAUTH"].includes(code)) return { failure: "mend", problem: "credentials" } as const;
  if (["ETLS", "EREQUIRETLS"].includes(code) || CERTIFICATE.test(originalCode)) return { failure: "mend", problem: "encryption" } as const;
  if (code === "EENVELOPE" && message.startsWith("Invalid sender")) return { failure: "mend", problem: "sender" } as const;
  if (code === "EENVELOPE") return { failure: "bad_address" } as const;
  if (code === "EMESSAGE") return { failure: "give_up" } as const;
  return { failure: "retry", problem: "unreachable" } as const;
}

/** Their mailbox is there; they may yet make room. */
function isMailboxFull({ enhanced }: SmtpReply): boolean {
  return enhanced === "2.2";
}
