import { Client } from "pg";
import { forgetPages, trustPages } from "./page-store.ts";

export const SHOP_CHANNEL = "shop_changed";

let started = false;

/** Listens to the database for changes of the shop made by any instance. Starts once; when the connection breaks it tries again. */
export function listenForShopChanges(): void {
  if (started || !process.env.DATABASE_URL) return;
  started = true;
  void listen();
}

async function listen(): Promise<void> {
  const client = new Client({ connectionString: process.env.DATABASE_URL, keepAlive: true });
  client.on("notification", forgetPages);
  client.on("error", () => {});
  client.on("end", () => {
    trustPages(false);
    setTimeout(listen, 2000).unref();
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${SHOP_CHANNEL}`);
    trustPages(true);
  } catch {
    await client.end().catch(() => {});
  }
}
