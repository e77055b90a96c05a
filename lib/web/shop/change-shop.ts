import { refresh } from "next/cache";
import { shopChanged } from "./shop-cache.ts";

/** For server actions: after a change of the catalogue or the settings, shows it in the shop and on the page. */
export async function changeShop<T>(change: () => Promise<T>): Promise<T> {
  const result = await change();
  await shopChanged();
  refresh();
  return result;
}
