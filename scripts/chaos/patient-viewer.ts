import { setTimeout as sleep } from "node:timers/promises";
import type { Customer } from "#lib/db/generated/client.ts";
import { type Visit, visitShop } from "../bench/visit-shop.ts";
import type { Vendor } from "./vendor.ts";

/** From where a viewer comes, and whether the first try on the payment page is still to come and has no funds. */
type Home = { address: string; again: boolean };

/**
 * Buys at a vendor's page as somebody does who tries again until the shop shows the login for it, whatever it answers meanwhile.
 * @returns whether it was done before `deadline`
 */
export async function buyPatiently(
  url: string,
  priceId: string,
  viewer: Customer,
  vendor: Vendor,
  home: Home,
  deadline: number,
): Promise<boolean> {
  const visit = await visitShop(url, priceId, viewer, { "x-forwarded-for": home.address });
  while (Date.now() < deadline) {
    if (await tryToBuy(visit, url, viewer, vendor, home).catch(() => false)) return true;
    await sleep(1_000);
  }
  return false;
}

/** From the checkout to the page that the vendor leads back to. */
async function tryToBuy({ open, order }: Visit, url: string, { serviceUserId }: Customer, vendor: Vendor, home: Home): Promise<boolean> {
  const payment = await order(vendor.gateway);
  if (!payment) return (await open(`${url}/account`)).includes(serviceUserId);
  if (payment.origin === url) return (await open(payment.href)).includes(serviceUserId);
  const back = await vendor.payOnPage(payment, home.again);
  home.again = false;
  return (await open(back)).includes(serviceUserId);
}

/** Each viewer comes from a network of their own. One in ten finds out at the payment page that there are no funds left, and pays otherwise. */
export function homeOf(index: number): Home {
  return { address: `10.${index >> 8}.${index & 255}.1`, again: index % 10 === 0 };
}
