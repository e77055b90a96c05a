import { createHash } from "node:crypto";
import { plainText } from "#lib/kernel/inputs.ts";
import { type Money, parseMoney } from "#lib/kernel/money.ts";

/** Money that came to an account, or left it (below zero), as its bank's statement tells. `bookedOn`: a day, `2027-01-31`. */
export type ReadLine = {
  account: string;
  /** The bank's own for it, where it gives one. */
  reference: string;
  bookedOn: string;
  amount: Money;
  payer: string;
  payerAccount: string;
  text: string;
  /** Of money that left: the bank says that it is a payment that went back. */
  returned: boolean;
};

/** `skipped`: entries that are nothing of a payer's: what is not booked yet, or comes back of what was paid out. */
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

/** As much as a column holds, and more than anybody pays. */
const MOST = 10n ** 15n;

/** An amount of a statement in minor units; noughts that its currency does not have are left out. Null for what is none. */
export function amountRead(decimal: string, currency: string): Money | null {
  try {
    const read = parseMoney(decimal.trim().replace(/(\.\d*[1-9])0+$|\.0+$/, "$1"), currency);
    return read.minor > MOST || read.minor < -MOST ? null : read;
  } catch {
    return null;
  }
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** One line of text, as long as a column is wide. */
export function shortened(...parts: (string | undefined)[]): string {
  return parts
    .flatMap(
      (part) =>
        plainText(part?.slice(0, 4000) ?? "")
          .replace(/\s+/g, " ")
          .trim() || [],
    )
    .join(" ")
    .slice(0, 500);
}
