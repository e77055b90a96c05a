import { z } from "zod";
import { send } from "#lib/billing/parts/notify.ts";
import { giftToRedeem } from "#lib/billing/parts/redeemable-gift.ts";
import { welcomeLetter } from "#lib/billing/parts/welcome-letter.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Plan } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { statePeriod } from "#lib/invoices/state-period.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import { readTemplates } from "#lib/messages/sending/read-templates.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { storeThatSells } from "#lib/stores/queries.ts";
import { storeLabel } from "#lib/stores/registry.ts";
import { activateSubscription, handOver } from "#lib/subscriptions/activate.ts";
import { lockToDeliver } from "#lib/subscriptions/lock.ts";
import { LIVE } from "#lib/subscriptions/state.ts";
import { takeGift } from "#lib/wallet/gifts.ts";
import { lockGift } from "#lib/wallet/lock.ts";
import { voucherDigest } from "#lib/wallet/voucher-code.ts";

export const redeemGiftInput = z.object({ code: z.string("required").min(1, "required").max(60, "too_long") });
export type RedeemGiftInput = z.output<typeof redeemGiftInput>;

/** Why a viewer cannot redeem a gift of a plan now; null where they can. */
export async function giftObstacle(tx: Tx, plan: Plan, customer: Customer, { company }: Settings): Promise<DomainError | null> {
  if (!isSoldIn(plan, customer.country ?? company.country)) return new DomainError("gift_not_here");
  const has = await tx.subscription.count({ where: { customerId: customer.id, planId: plan.id, status: { in: LIVE } } });
  if (has > 0) return conflict("gift_has_plan");
  const store = await storeThatSells(tx, customer.id, [plan.id], now());
  return store ? conflict("gift_in_store", { store: storeLabel(store) }) : null;
}

/**
 * A viewer redeems a gift: its term begins, and ends by itself; no payment method is needed, and they are told their login.
 * @throws the refusals of `giftToRedeem`, 409 `gift_has_plan` while they have the plan, `gift_in_store` by a store, 422 `gift_not_here` where it is not sold.
 */
export async function redeemGift({ code }: RedeemGiftInput, viewer: Pick<Customer, "id">): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const customer = await lockCustomer(tx, viewer.id);
    await lockGift(tx, voucherDigest(code));
    const gift = await giftToRedeem(tx, code);
    const { plan } = gift.order.subscription;
    const obstacle = await giftObstacle(tx, plan, customer, settings);
    if (obstacle) throw obstacle;
    await takeGift(tx, gift.id);
    const waiting = await lockToDeliver(tx, gift.order.subscriptionId);
    const begun = await activateSubscription(tx, await handOver(tx, waiting, customer.id), "account", null, settings.reminders);
    await statePeriod(tx, begun.id, begun);
    const welcome = await welcomeLetter(tx, { subscription: begun, planName: plan.name, customer }, settings);
    await send(tx, await readTemplates(tx, customer, ["welcome"]), customer, settings, [welcome]);
  });
}
