import { Client } from "pg";
import { forgetPages } from "./page-store.ts";

export const SHOP_CHANNEL = "shop_changed";

let started = false;

/**
 * Listens to the database for changes of the shop made by any instance. Starts once, and again whenever the connection breaks; what
 * may have been missed meanwhile is made up for by forgetting everything. While the database is away, pages in memory are still served.
 */
export function listenForShopChanges(): void {
  if (started || !process.env.DATABASE_URL) return;
  started = true;
  void listen();
}

async function listen(): Promise<void> {
  const client = new Client({ connectionString: process.env.DATABASE_URL, keepAlive: true, query_timeout: 5000 });
  client.on("notification", forgetPages);
  client.on("error", () => {});
  const pulse = setInterval(() => client.query("SELECT 1").catch(() => client.end()), 20_000).unref();
  client.on("end", () => {
    clearInterval(pulse);
    setTimeout(listen, 1000).unref();
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${SHOP_CHANNEL}`);
    forgetPages();
  } catch {
    await client.end().catch(() => {});
  }
}
