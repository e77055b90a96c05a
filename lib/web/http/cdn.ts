import { env } from "#lib/kernel/env.ts";
import { log } from "#lib/kernel/log.ts";

/** The shop's pages at a CDN. */
export const SHOP_TAG = "streamtill-shop";

/** Lets the CDN of CDN_PURGE_URL forget the shop's pages, if there is one. Should that fail, it is logged; nobody holds a page for long. */
export async function purgeCdn(): Promise<void> {
  const { CDN_PURGE_URL, CDN_PURGE_TOKEN } = env();
  if (!CDN_PURGE_URL) return;
  try {
    const answer = await fetch(CDN_PURGE_URL, {
      method: "POST",
      headers: { authorization: `Bearer ${CDN_PURGE_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ tags: [SHOP_TAG] }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) log.error({ status: answer.status }, "The CDN did not forget the shop's pages");
  } catch (error) {
    log.error({ err: error }, "The CDN could not be told to forget the shop's pages");
  }
}
