import { z } from "zod";
import { shareWith } from "#lib/billing/parts/balance-share.ts";
import { totalsOf } from "#lib/invoices/lines.ts";
import { money, parseMoney, toDecimal } from "#lib/kernel/money.ts";
import { lotsOf } from "#lib/wallet/lots.ts";
import { currency } from "./read.ts";

/** What comes on a balance, is taken off it by hand, and is billed, one after the other; an amount below 0 of an invoice credits. */
export const balanceInput = z.object({
  currency,
  /** The least that the gateway takes which is paid with the rest. */
  minimum: z.string().optional(),
  steps: z.array(
    z.union([
      z.strictObject({ credit: z.string() }),
      z.strictObject({ debit: z.string() }),
      z.strictObject({ invoice: z.array(z.string()).min(1) }),
    ]),
  ),
});

/** `invoices`: what each comes to, what of it the balance pays, and what is due then. `left`: of what came on the balance, the oldest first. */
export function balances({ currency: code, minimum, steps }: z.output<typeof balanceInput>): Record<string, unknown> {
  const minor = (text: string) => parseMoney(text, code).minor;
  const decimal = (amount: bigint) => toDecimal(money(amount, code));
  const entries: Parameters<typeof lotsOf>[0] = [];
  const move = (amount: bigint) => {
    if (amount !== 0n) entries.push({ id: String(entries.length), amount, ofId: null, at: new Date(entries.length) });
  };
  const held = () => lotsOf(entries).reduce((sum, { left }) => sum + left, 0n);
  const invoices: Record<string, string>[] = [];
  for (const step of steps) {
    if ("credit" in step) move(minor(step.credit));
    else if ("debit" in step) move(-minor(step.debit));
    else {
      const { total, toBalance } = totalsOf(step.invoice.map((amount) => lineOf(minor(amount))));
      const share = shareWith(money(total, code), held(), [
        { limits: () => ({ minimum: minimum === undefined ? undefined : minor(minimum) }) },
      ]);
      invoices.push({ total: decimal(total), fromBalance: decimal(share), due: decimal(total - share) });
      move(toBalance - share);
    }
  }
  return { balance: decimal(held()), left: lotsOf(entries).map(({ left }) => decimal(left)), invoices };
}

function lineOf(total: bigint): Parameters<typeof totalsOf>[0][number] {
  const untaxed = { taxRatePpm: 0, taxName: "", taxCountry: null, tax: 0n, discount: 0n };
  return { kind: "plan", description: "", quantity: 1, unitAmount: total, net: total, total, ...untaxed };
}
