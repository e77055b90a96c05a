import { setTimeout as sleep } from "node:timers/promises";
import type { Customer } from "#lib/db/generated/client.ts";
import { CARDS } from "#tests/support/shop.ts";
import { type Visit, visitShop } from "../bench/visit-shop.ts";

/**
 * Buys at Stripe's page as somebody does who tries again until the shop shows the login for it, whatever it answers meanwhile.
 * @param cards tried one after the other on the payment page
 * @returns whether it was done before `deadline`
 */
export async function buyPatiently(url: string, priceId: string, viewer: Customer, cards: string[], deadline: number): Promise<boolean> {
  const visit = await visitShop(url, priceId, viewer);
  while (Date.now() < deadline) {
    if (await tryToBuy(visit, url, viewer, cards).catch(() => false)) return true;
    await sleep(1_000);
  }
  return false;
}

/** From the checkout to the page that Stripe leads back to. */
async function tryToBuy({ open, order }: Visit, url: string, { serviceUserId }: Customer, cards: string[]): Promise<boolean> {
  const payment = await order("stripe");
  if (!payment) return (await open(`${url}/account`)).includes(serviceUserId);
  const back = payment.pathname.startsWith("/c/pay/") ? await pay(payment, cards) : payment.href;
  return (await open(back)).includes(serviceUserId);
}

async function pay(page: URL, [number, ...others]: string[]): Promise<string> {
  const response = await fetch(page, { method: "POST", body: new URLSearchParams({ number }), redirect: "manual" });
  await response.arrayBuffer();
  const back = response.headers.get("location");
  if (back) return back;
  if (others.length === 0) throw new Error(`The payment page answered ${response.status}.`);
  return pay(page, others);
}

/** One viewer in ten finds out at the payment page that a card has no funds left, and takes another. */
export function cardsOf(index: number): string[] {
  return index % 10 === 0 ? [CARDS.insufficientFunds, CARDS.ok] : [CARDS.ok];
}
