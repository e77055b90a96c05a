import { z } from "zod";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { storedLine, writeLine } from "#lib/invoices/stored-line.ts";
import { type AgreedChange, agreedChange, storedChange } from "#lib/subscriptions/agreed-change.ts";

/** What an order of a change delivers when it is paid. */
export type ChangeOrder = {
  change: AgreedChange;
  /** Credits that its invoice does not take up, in the currency that they were paid in. */
  surplus: DraftLine[];
  paidIn: string;
  /** What a period costs then, with tax; in minor units of the new contract's currency. */
  regular: bigint;
};

const stored = z.object({
  change: agreedChange,
  surplus: z.array(storedLine),
  paidIn: z.string(),
  regular: z.string().transform(BigInt),
});

export function changeOrder({ change, surplus, paidIn, regular }: ChangeOrder): Prisma.InputJsonObject {
  return { change: storedChange(change), surplus: surplus.map(writeLine), paidIn, regular: regular.toString() };
}

export function readChangeOrder(quote: unknown): ChangeOrder {
  return stored.parse(quote);
}
