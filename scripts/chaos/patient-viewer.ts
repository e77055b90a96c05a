import { setTimeout as sleep } from "node:timers/promises";
import type { Customer } from "#lib/db/generated/client.ts";
import { CARDS } from "#tests/support/shop.ts";
import { type Visit, visitShop } from "../bench/visit-shop.ts";

/** From where a viewer comes, and the cards that are tried one after the other on the payment page. */
type Home = { address: string; cards: string[] };

/**
 * Buys at Stripe's page as somebody does who tries again until the shop shows the login for it, whatever it answers meanwhile.
 * @returns whether it was done before `deadline`
 */
export async function buyPatiently(
  url: string,
  priceId: string,
  viewer: Customer,
  { address, cards }: Home,
  deadline: number,
): Promise<boolean> {
  const visit = await visitShop(url, priceId, viewer, { "x-forwarded-for": address });
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

/** Each viewer comes from a network of their own. One in ten finds out at the payment page that a card has no funds left, and takes another. */
export function homeOf(index: number): Home {
  return { address: `10.${index >> 8}.${index & 255}.1`, cards: index % 10 === 0 ? [CARDS.insufficientFunds, CARDS.ok] : [CARDS.ok] };
}
