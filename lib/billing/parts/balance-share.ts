import type { Balance, Invoice } from "#lib/db/generated/client.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { least, type Money } from "#lib/kernel/money.ts";
import type { PaymentGateway } from "#lib/payments/gateway.ts";
import { outOfLimits } from "#lib/payments/limits.ts";
import { gateways } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";

type Owing = Pick<Invoice, "total" | "paid" | "currency"> & { customer: { balances: Balance[] } };

/** What of an open invoice its payer's balance pays, and what is due then. */
export function dueWithBalance(invoice: Owing, settings: Pick<Settings, "gateways">): { share: bigint; due: Money } {
  const { currency, customer } = invoice;
  const left = { minor: balanceOf(invoice), currency };
  const share = balanceShare(left, customer.balances.find((held) => held.currency === currency)?.amount ?? 0n, settings);
  return { share, due: { minor: left.minor - share, currency } };
}

/** What of `due` a viewer pays from their balance, where what is left is paid through a gateway of today. */
export function balanceShare(due: Money, balance: bigint, settings: Pick<Settings, "gateways">): bigint {
  return shareWith(due, balance, gateways(settings));
}

/**
 * As much as the balance holds. What is left must be payable: where it is too little for every gateway, so much less comes from the balance that one takes it. Pure.
 */
export function shareWith({ minor: due, currency }: Money, balance: bigint, on: Pick<PaymentGateway, "limits">[]): bigint {
  const share = least(balance, due);
  const rest = { minor: due - share, currency };
  if (share === 0n || rest.minor === 0n || on.some((gateway) => !outOfLimits(gateway, rest))) return share;
  const minimums = on.flatMap(({ limits }) => limits?.(currency).minimum ?? []).filter((minimum) => minimum > rest.minor);
  if (minimums.length === 0) return share;
  const minimum = least(...minimums);
  return minimum <= due ? due - minimum : 0n;
}
