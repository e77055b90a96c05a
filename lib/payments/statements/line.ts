import { createHash } from "node:crypto";
import type { Money } from "#lib/kernel/money.ts";

/** Money that came to an account, as its bank's statement tells. `bookedOn`: a day, `2027-01-31`. */
export type ReadLine = {
  account: string;
  /** The bank's own for it, where it gives one. */
  reference: string;
  bookedOn: string;
  amount: Money;
  payer: string;
  payerAccount: string;
  text: string;
};

/** `skipped`: entries that are no money received: what was paid out, taken back, or is not booked yet. */
export type ReadStatement = { lines: ReadLine[]; skipped: number };

/**
 * Says which line of which account one is, so that it is imported once, whatever file it comes in: by the bank's reference, or by all that is known of it and how
 * often the same stood before it.
 */
export function keysOf(lines: ReadLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map(({ account, reference, bookedOn, amount, payer, payerAccount, text }) => {
    const said = [account, bookedOn, amount.minor, amount.currency, reference || [payer, payerAccount, text]];
    const digest = createHash("sha256").update(JSON.stringify(said, asText)).digest("hex").slice(0, 32);
    const before = seen.get(digest) ?? 0;
    seen.set(digest, before + 1);
    return `${account || "account"}/${digest}/${before + 1}`;
  });
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** One line of text, as long as a column is wide. */
export function shortened(...parts: (string | undefined)[]): string {
  return parts
    .flatMap((part) => part?.replace(/\s+/g, " ").trim() || [])
    .join(" ")
    .slice(0, 500);
}
