import type { Invoice } from "#lib/db/generated/client.ts";
import { type CreditAmounts, creditLines } from "./credit-note-amounts.ts";
import type { DraftLine } from "./draft.ts";

/** What the lines of an invoice come to. Credits that are more than its charges leave nothing to pay, and go to the viewer's balance. */
export function totalsOf(lines: DraftLine[]): Pick<Invoice, "subtotal" | "discount" | "tax" | "toBalance" | "total"> {
  const [subtotal, tax, discount] = (["net", "tax", "discount"] as const).map((key) => lines.reduce((sum, line) => sum + line[key], 0n));
  const due = subtotal + tax;
  const toBalance = due < 0n ? -due : 0n;
  return { subtotal, discount, tax, toBalance, total: due + toBalance };
}

type Credited = Omit<DraftLine, "kind" | "quantity" | "unitAmount" | "discount" | "net" | "tax" | "total">;

/** A line that credits: `given` is what is given back, above 0 (`creditForUnused`), at the rate of tax that was billed. */
export function creditLine(of: Credited, { net, tax, total }: CreditAmounts): DraftLine {
  return { ...of, kind: "credit", quantity: 1, unitAmount: -total, discount: 0n, net: -net, tax: -tax, total: -total };
}

/** Lines that credit, as those that give back `amount` together, and what is left of them. Lines that come to nothing are left out. */
export function splitCredits(lines: DraftLine[], amount: bigint): [DraftLine[], DraftLine[]] {
  const left = lines.map(({ net, tax }) => ({ net: -net, tax: -tax }));
  const shares = creditLines(left, amount);
  const rest = shares.map(({ net, tax, total }, index) => {
    const [restNet, restTax] = [left[index].net - net, left[index].tax - tax];
    return { net: restNet, tax: restTax, total: -lines[index].total - total };
  });
  return [shares, rest].map((of) => of.flatMap((given, index) => (given.total === 0n ? [] : [creditLine(lines[index], given)]))) as [
    DraftLine[],
    DraftLine[],
  ];
}
