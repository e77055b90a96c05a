import { methodsInUse } from "#lib/billing/parts/put-in-use.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { feeTaken } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import type { PaymentOutcome, Succeeded } from "#lib/payments/gateway.ts";
import { movedAnother } from "#lib/payments/other-amount.ts";
import { recordFee, recordMethod } from "#lib/payments/record-outcome.ts";
import { makeDefault } from "#lib/payments/use-method.ts";
import { keepMethod } from "./keep-method.ts";

/** Whether a payment that has succeeded is told of again: it stays so, but for a fee that is known late, or a method that was saved after it. Needs no lock. */
export function saysNothingNew(found: Transaction, outcome: PaymentOutcome): boolean {
  if (found.status !== "SUCCEEDED" || outcome.status !== "succeeded") return false;
  return !movedAnother(found, outcome) && !isLateFee(found, outcome) && !isLateMethod(found, outcome);
}

function isLateFee({ kind, fee }: Transaction, outcome: Succeeded): outcome is Succeeded & { fee: bigint } {
  return kind === "CHARGE" && fee === null && Boolean(outcome.fee);
}

function isLateMethod({ kind, paymentMethodId }: Transaction, { method }: Succeeded): boolean {
  return kind === "CHARGE" && paymentMethodId === null && method !== undefined;
}

/** Adds what a payment that had succeeded was not told with. */
export async function recordLate(tx: Tx, found: Transaction, outcome: Succeeded): Promise<Transaction> {
  const known = isLateMethod(found, outcome) ? await takeLateMethod(tx, found, outcome) : found;
  if (!isLateFee(known, outcome)) return known;
  await post(tx, feeTaken(known, outcome.fee));
  return recordFee(tx, known, outcome.fee);
}

/** Stands in for what cannot pay, as had it come with the payment; what the viewer has saved since stays their default. */
async function takeLateMethod(tx: Tx, found: Transaction, outcome: Succeeded): Promise<Transaction> {
  const { customerId, settledAt } = found;
  await lockCustomer(tx, customerId);
  const chosen = (await methodsInUse(tx, customerId)).find(({ isDefault, createdAt }) => isDefault && settledAt && createdAt > settledAt);
  const { paidWith } = await keepMethod(tx, found, outcome);
  if (chosen) await makeDefault(tx, customerId, chosen.id);
  return paidWith ? recordMethod(tx, found, paidWith) : found;
}
