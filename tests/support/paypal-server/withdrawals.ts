import { type Money, toDecimal } from "#lib/kernel/money.ts";
import { newKey, type Payload, stamp } from "./payloads.ts";
import type { World } from "./world.ts";

/** Sends an amount from the account to the bank. `info`: what else the search says of it. Not among the descriptions at hand. */
export function withdraw(world: World, { minor, currency }: Money, info: Payload = {}): Payload {
  return add(world, "T0400", { minor: -minor, currency }, info);
}

/** The bank does not take it: the money is in the account again. */
export function withdrawalReturns(world: World, made: Payload, { minor, currency }: Money, { names = true } = {}): Payload {
  const about = names ? { paypal_reference_id: made.transaction_id, paypal_reference_id_type: "TXN" } : {};
  return add(world, "T1101", { minor, currency }, about);
}

function add(world: World, code: string, amount: Money, info: Payload): Payload {
  const made = {
    transaction_id: newKey(),
    transaction_event_code: code,
    transaction_initiation_date: stamp(),
    transaction_amount: { currency_code: amount.currency, value: toDecimal(amount) },
    transaction_status: "S",
    ...info,
  };
  world.withdrawals.push({ transaction_info: made });
  return made;
}
