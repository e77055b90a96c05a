import type { Problem } from "../../channel.ts";

/** A server's no: `enhanced` is the subject and detail of its enhanced status code ("7.26" of 5.7.26), null without one. */
export type SmtpReply = { code: number; enhanced: string | null; command: string; text: string };

/** Subject and detail of an enhanced status code, which stands right after the reply code (RFC 2034). */
export function enhancedCode(reply: string): string | null {
  return /\b[2345]\d\d[ -][245]\.(\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null;
}

/**
 * Codes that speak of the recipient: no such mailbox, system or syntax, moved, no mail taken there (RFC 3463, 7505), disabled, owner changed
 * (RFC 7293); and how Exchange Online refuses unknown ones at the edge (5.4.1).
 */
const NO_MAILBOX = new Set(["1.0", "1.1", "1.2", "1.3", "1.4", "1.6", "1.10", "2.0", "2.1", "4.1", "4.4", "7.17", "7.18"]);
const NO_MAILBOX_WORDS = ["user", "mailbox", "recipient", "address"].flatMap((what) => [
  `no such ${what}`,
  `unknown ${what}`,
  `${what} unknown`,
  `${what} not found`,
]);

/** Whether a final answer says that nobody is there. Without an enhanced code, what refuses the recipient's command does. */
export function saysNoMailbox(reply: SmtpReply): boolean {
  if (reply.enhanced && NO_MAILBOX.has(reply.enhanced)) return true;
  if (reply.enhanced && !/^[05]\./.test(reply.enhanced)) return false;
  if (says(reply.text, NO_MAILBOX_WORDS)) return true;
  return reply.command === "RCPT TO" && [501, 550, 551, 553, 555, 556].includes(reply.code) && !problemInWords(reply.text);
}

/** Enhanced codes with one meaning, from the registry of RFC 5248 and from what Google and Microsoft publish of theirs. */
const BY_CODE: Record<string, Problem> = {
  "1.7": "sender",
  "1.8": "sender",
  "1.90": "limit",
  "4.5": "limit",
  "7.3": "encryption",
  "7.8": "credentials",
  "7.9": "credentials",
  "7.10": "encryption",
  "7.11": "encryption",
  "7.12": "credentials",
  "7.13": "account",
  "7.14": "credentials",
  "7.20": "authentication",
  "7.21": "authentication",
  "7.22": "authentication",
  "7.23": "authentication",
  "7.24": "authentication",
  "7.25": "authentication",
  "7.26": "authentication",
  "7.27": "authentication",
  "7.28": "limit",
  "7.29": "authentication",
  "7.30": "authentication",
  "7.40": "authentication",
  "7.57": "credentials",
  "7.60": "sender",
  "7.64": "relay",
  "7.509": "authentication",
  "7.515": "authentication",
  "7.705": "limit",
};

/** Words for what has no code of its own. */
const IN_WORDS: [Problem, string[]][] = [
  ["encryption", ["starttls", "tls required", "requires tls", "tls is required", "encryption required", "encryption is required"]],
  ["authentication", ["spf", "dkim", "dmarc", "unauthenticated email", "reverse dns", "ptr record"]],
  ["relay", ["relaying denied", "relay denied", "relay access denied", "unable to relay", "relay not permitted", "not permitted to relay"]],
  ["credentials", ["auth required", "authentication required", "authentication is required", "must authenticate", "not authenticated"]],
  ["limit", ["daily", "sending limit", "sending quota", "sending rate", "rate limit", "too many messages", "too many emails", "throttl"]],
  ["sender", ["sender rejected", "sender address rejected", "sender refused", "not owned by", "not allowed to send", "send as"]],
  ["policy", ["blocklist", "block list", "blacklist", "spamhaus", "blocked using", "reputation"]],
];

function problemInWords(text: string): Problem | undefined {
  return IN_WORDS.find(([, words]) => says(text, words))?.[0];
}

function says(text: string, words: string[]): boolean {
  const said = text.toLowerCase();
  return words.some((word) => said.includes(word));
}

/** What the operator has to mend, if it is theirs. What is refused before a recipient is named is never the recipient's. */
export function problemOf({ code, enhanced, command, text }: SmtpReply): Problem | undefined {
  const known = enhanced ? BY_CODE[enhanced] : undefined;
  if (known) return known;
  const subject = enhanced?.split(".")[0];
  if (subject === "1" || subject === "2") return command === "MAIL FROM" ? "sender" : undefined;
  if (subject === "3" || subject === "6") return undefined; // the system and the content: neither is anybody's to mend here
  const inWords = problemInWords(text);
  if (inWords) return inWords;
  if (command.startsWith("AUTH") || [530, 534, 535, 538].includes(code)) return "credentials";
  if (command === "MAIL FROM") return code === 552 ? undefined : "sender";
  return subject === "7" || !["RCPT TO", "DATA"].includes(command) ? "policy" : undefined;
}
