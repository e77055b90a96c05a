import { domainToASCII } from "node:url";
import { z } from "zod";
import { unmarked } from "./inputs.ts";

/** The characters of a plain mailbox name (RFC 5322 3.2.3): more than the letters that most have. */
const MAILBOX = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9-]{1,63}$/;

/**
 * An email address in lower case, its domain as the DNS writes it (`bücher.example` is `xn--bcher-kva.example`): so each has one form,
 * and mail servers and gateways take it.
 */
export const emailAddress = z
  .string("required")
  .transform(unmarked)
  .pipe(z.string().min(1, "required").max(254, "invalid_email"))
  .transform((text, context) => {
    const address = readEmail(text);
    if (!address) context.addIssue({ code: "custom", message: "invalid_email" });
    return address ?? z.NEVER;
  });

function readEmail(text: string): string | null {
  const at = text.lastIndexOf("@");
  const mailbox = text.slice(0, at).toLowerCase();
  const domain = domainToASCII(text.slice(at + 1)).toLowerCase();
  const labels = domain.split(".");
  const isDomain = labels.length > 1 && labels.every(isLabel) && !/^\d+$/.test(labels.at(-1) ?? "");
  const isMailbox = mailbox.length <= 64 && MAILBOX.test(mailbox);
  return at > 0 && isDomain && isMailbox && domain.length <= 253 ? `${mailbox}@${domain}` : null;
}

function isLabel(label: string): boolean {
  return LABEL.test(label) && !label.startsWith("-") && !label.endsWith("-");
}
