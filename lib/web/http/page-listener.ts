import { Client } from "pg";
import { purgeCdn } from "./cdn.ts";
import { forgetPages } from "./page-store.ts";

export const SHOP_CHANNEL = "shop_changed";

/**
 * Listens to the database for changes of the shop made by any instance, and again whenever the connection breaks; what may have been missed
 * meanwhile is made up for by forgetting everything. While the database is away, pages in memory are still served.
 */
export async function listenForShopChanges(): Promise<void> {
  const client = new Client({ connectionString: process.env.DATABASE_URL, keepAlive: true, query_timeout: 5000 });
  client.on("notification", forget);
  client.on("error", () => {});
  const pulse = setInterval(() => client.query("SELECT 1").catch(() => client.end()), 20_000).unref();
  client.on("end", () => {
    clearInterval(pulse);
    setTimeout(listenForShopChanges, 1000).unref();
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${SHOP_CHANNEL}`);
    forget();
  } catch {
    await client.end().catch(() => {});
  }
}

/** Each instance tells the CDN once it has forgotten itself: the CDN asks anew, and the last of them leaves nothing old there. */
function forget(): void {
  forgetPages();
  void purgeCdn();
}
