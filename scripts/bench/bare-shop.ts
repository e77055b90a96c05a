import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Customer } from "#lib/db/generated/client.ts";
import { env } from "#lib/kernel/env.ts";
import { CARDS } from "#tests/support/shop.ts";
import { freePort } from "../free-port.ts";
import { asLarge } from "./as-large.ts";
import type { BareWrites } from "./bare-writes.ts";
import { orderForm, visitShop } from "./visit-shop.ts";

/** How large the pages are, in letters of HTML. */
type Sizes = { checkout: number; returned: number };

const NEXT = join("node_modules", "next", "dist", "bin", "next");
const FOLDER = new URL("bare-shop", import.meta.url).pathname;

/** Builds and starts a bare Next app with `pg` that has the same conversation as our shop; `work` is given its address. */
export async function withBareShop<T>(purchases: BareWrites, work: (url: string) => Promise<T>): Promise<T> {
  const port = String(await freePort());
  const url = `http://localhost:${port}`;
  process.env.BARE_TABLES = join(env().DATA_DIR, "bare-tables.json");
  writeFileSync(process.env.BARE_TABLES, JSON.stringify(purchases.tables));
  const [failed] = await once(spawn(process.execPath, [NEXT, "build", FOLDER], { stdio: "ignore" }), "exit");
  if (failed) throw new Error("The bare shop was not built.");
  const server = spawn(process.execPath, [NEXT, "start", FOLDER, "-p", port], { stdio: "ignore" });
  try {
    while (!(await isThere(url))) await sleep(100);
    return await work(url);
  } finally {
    server.kill();
    await once(server, "exit");
    rmSync(join(FOLDER, ".next"), { recursive: true });
  }
}

async function isThere(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** Buys there as `buyInShop` does in ours, on pages as large as ours, each with its own query; the order is one transaction of the same rows. */
export async function barePurchaser(url: string, viewer: Customer, sizes: Sizes): Promise<(viewer: Customer) => Promise<void>> {
  const { open } = await visitShop(url, "", viewer);
  const page = (path: string, { id }: Customer, lines: number) => `${url}/${path}?customer=${id}&lines=${lines}`;
  const lines = (path: string, bytes: number) => asLarge(bytes, async (count) => (await open(page(path, viewer, count))).length);
  const [atCheckout, atReturn] = [await lines("checkout", sizes.checkout), await lines("return", sizes.returned)];
  return async (buyer) => {
    const visit = await visitShop(url, "", buyer);
    const checkout = page("checkout", buyer, atCheckout);
    const payment = await visit.submit(checkout, orderForm(await visit.open(checkout))!);
    const back = await visit.submit(new URL(payment, url).href, new URLSearchParams({ card: CARDS.ok }));
    await visit.open(new URL(`${back}&lines=${atReturn}`, url).href);
  };
}
