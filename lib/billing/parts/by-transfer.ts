import { db } from "#lib/db/client.ts";
import type { PaymentMethod, Prisma, Subscription, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { UNPAID } from "#lib/invoices/state.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Instructed } from "#lib/payments/instructions.ts";
import { gateway, gatewaySettings } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { keptForOthers } from "./kept-for-others.ts";
import { FOR_NEXT_AMOUNT, nextAmount, unlessUnknown } from "./next-amount.ts";
import { ownMethod } from "./put-in-use.ts";

type Paying = Pick<Subscription, "transferId" | "payerId"> & { paymentMethod: PaymentMethod | null };

/** Whether a subscription's payer pays each period by themselves: they have begun so, and no saved method of theirs is charged for it. */
export function isByTransfer(subscription: Paying): boolean {
  return subscription.transferId !== null && ownMethod(subscription, subscription.payerId) === null;
}

/** Whether a payment is one that its payer made by themselves, as a page of ours told them: by its reference they can pay again. */
export function isTransfer({ gateway: id, gatewayReference, request }: Transaction): boolean {
  return gatewayReference !== null && request !== null && Boolean(gateway(id)?.byHand);
}

/** `invoice`: what is open; null while the period that it is for is still to come. Of `amount` nothing is left where it is paid already. */
export type Asked = { amount: Money; dueOn: Date; invoice: { id: string; number: string } | null; how: Instructed };

const FOR_ASKED = {
  ...FOR_NEXT_AMOUNT,
  paymentMethod: true,
  payer: { include: { balances: true } },
  invoices: { where: UNPAID, orderBy: { createdAt: "asc" } },
} satisfies Prisma.SubscriptionInclude;

/**
 * What who pays by transfer is to pay next, and how: the open invoice, or what the next period costs beyond what they have with us; null where they do not pay by transfer, or nothing more is to be paid.
 * @throws `tax_rate_missing` when nobody knows how much.
 */
export async function askedByTransfer(tx: Tx, subscriptionId: string, settings: Settings): Promise<Asked | null> {
  const subscription = await tx.subscription.findUnique({
    relationLoadStrategy: "join",
    where: { id: subscriptionId, transferId: { not: null } },
    include: FOR_ASKED,
  });
  if (!subscription || !isByTransfer(subscription)) return null;
  const { payer, invoices, currency, renewsAt, status, transferId } = subscription;
  const [open] = invoices;
  if (open?.number) {
    const amount = { minor: balanceOf(open), currency: open.currency };
    const how = await howToTransfer(tx, transferId!, amount, settings);
    return how && { amount, dueOn: open.dueAt ?? now(), invoice: { id: open.id, number: open.number }, how };
  }
  const next = status === "ACTIVE" && payer.termDays === null ? await nextAmount(tx, subscription, settings) : null;
  if (!next || !renewsAt) return null;
  const held = payer.balances.find((balance) => balance.currency === currency)?.amount ?? 0n;
  const free = held > 0n ? held - (await keptForOthers(tx, { payerId: payer.id, currency, subscriptionId })) : 0n;
  const left = free > 0n ? next.minor - free : next.minor;
  const amount = { minor: left > 0n ? left : 0n, currency };
  const how = await howToTransfer(tx, transferId!, amount, settings);
  return how && { amount, dueOn: renewsAt, invoice: null, how };
}

/** The same to be shown: nothing while the sum is not known. */
export async function shownTransfer(
  { id, transferId }: Pick<Subscription, "id" | "transferId">,
  settings: Settings,
): Promise<Asked | null> {
  if (transferId === null) return null;
  const asked = await unlessUnknown(() => askedByTransfer(db, id, settings));
  return asked === "unknown" ? null : asked;
}

/** The account and the reference, as operators have them now. Its gateway asks nobody. */
async function howToTransfer(tx: Tx, transferId: string, amount: Money, settings: Settings): Promise<Instructed | null> {
  const { id: transactionId, gateway: gatewayId, gatewayReference } = await tx.transaction.findUniqueOrThrow({ where: { id: transferId } });
  const plugin = gateway(gatewayId);
  if (!plugin?.byHand || !gatewayReference) return null;
  const wanted = { transactionId, reference: gatewayReference, settings: gatewaySettings(gatewayId, settings), amount, madeAt: now() };
  const outcome = await plugin.lookUp({ ...wanted, kind: "CHARGE" });
  return outcome.status === "needs_action" && outcome.instructions ? { instructions: outcome.instructions, qr: outcome.qr } : null;
}
