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

/** Who sends is refused, in words: often said to the recipient's command, for servers wait until they know it (Postfix, Exim). */
const SENDER_WORDS = [
  ...["rejected", "refused", "denied", "unknown", "invalid", "is not", "not", "verif", "domain"].flatMap((said) => [
    `sender ${said}`,
    `sender address ${said}`,
  ]),
  ...["invalid sender", "unknown sender", "unverified sender", "not verified", "verified sender", "sending domain", "from address"],
  ...["not owned by", "not allowed to send", "send as"],
];

/**
 * Whether a final answer says that nobody is there. Whoever is refused before a recipient is named is ourselves, whatever the words or the
 * code; and so is a sender. Without an enhanced code, what refuses the recipient's command does.
 */
export function saysNoMailbox(reply: SmtpReply): boolean {
  if (isBeforeRecipient(reply) || says(reply.text, SENDER_WORDS)) return false;
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
  ["relay", ["relaying", "relay denied", "relay access", "relay not", "to relay", "not relay", "no relay", "rcpthosts", "not a gateway"]],
  ["account", ["your account", "account suspended", "account is suspended", "insufficient credit", "insufficient balance"]],
  ["credentials", ["auth required", "smtp auth", "authentication", "authenticate", "log in first", "login first"]],
  ["limit", ["daily", "sending limit", "sending quota", "sending rate", "rate limit", "too many messages", "too many emails", "throttl"]],
  ["sender", SENDER_WORDS],
  ["policy", ["blocklist", "block list", "blacklist", "spamhaus", "blocked using", "reputation", "policy", "denied", "not authorized"]],
];

function problemInWords(text: string): Problem | undefined {
  return IN_WORDS.find(([, words]) => says(text, words))?.[0];
}

function says(text: string, words: string[]): boolean {
  const said = text.toLowerCase();
  return words.some((word) => said.includes(word));
}

/** What the operator has to mend, if it is theirs. */
export function problemOf(reply: SmtpReply): Problem | undefined {
  const { code, enhanced, command, text } = reply;
  const known = enhanced ? BY_CODE[enhanced] : undefined;
  if (known) return known;
  const subject = enhanced?.split(".")[0] ?? "";
  if (isSize(reply)) return undefined;
  if (["1", "2"].includes(subject) && says(text, SENDER_WORDS)) return "sender";
  if (!isBeforeRecipient(reply) && ["1", "2", "3", "6"].includes(subject)) return undefined; // recipient, system, content: nobody's to mend here
  const inWords = problemInWords(text);
  if (inWords) return inWords;
  if (command.startsWith("AUTH") || [530, 534, 535, 538].includes(code)) return "credentials";
  if (command === "MAIL FROM") return "sender";
  return subject === "7" || isBeforeRecipient(reply) ? "policy" : undefined;
}

function isBeforeRecipient({ command }: SmtpReply): boolean {
  return !["RCPT TO", "DATA"].includes(command);
}

/** MAIL FROM tells the letter's size: one that is too big, or that there is no room for, says nothing of the sender (RFC 1870). */
function isSize({ command, code, enhanced }: SmtpReply): boolean {
  return command === "MAIL FROM" && (code === 552 || /^[36]\./.test(enhanced ?? ""));
}
