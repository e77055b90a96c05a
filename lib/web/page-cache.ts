import { hashedPolicy } from "./csp.ts";
import { listenForShopChanges } from "./page-listener.ts";
import { findPage, forgetPages, keepPage, pageGeneration } from "./page-store.ts";

type CachedPage = { kind: string; html?: string; status?: number; headers?: Record<string, string | string[] | undefined> } | null;

/** The pages in the making, with the generation of the shop they are made from. */
const begun = new Map<string, number>();
const MOST_AT_ONCE = 5000;

/**
 * Next's cache of whole pages, in memory only: nothing is written to the build's folder, so several instances may run from one build.
 * A page gets the Content-Security-Policy that its inline scripts need when it is kept, so serving it costs nothing more.
 * One whose <main> says data-status="404" is answered with that status: Next's own notFound() would leave it to the browser to render.
 */
export default class PageCache {
  async get(key: string): Promise<unknown> {
    const page = findPage(key);
    if (page) return page;
    if (begun.size >= MOST_AT_ONCE) begun.clear();
    begun.set(key, pageGeneration());
    return null;
  }

  async set(key: string, data: CachedPage): Promise<void> {
    const generation = begun.get(key);
    begun.delete(key);
    if (process.env.NEXT_PHASE === "phase-production-build") return;
    listenForShopChanges();
    if (data?.kind === "APP_PAGE" && data.html) {
      if (/<main[^>]* data-status="404"/.test(data.html)) data.status = 404;
      const policy = hashedPolicy(data.html);
      // A browser asks each time (an ETag answers); nothing between may keep it, for one address serves every market.
      data.headers = { ...data.headers, "content-security-policy": policy, "cache-control": "private, max-age=0, must-revalidate" };
    }
    if (generation !== undefined) keepPage(key, data, 2 * (data?.html?.length ?? 500), generation);
  }

  async revalidateTag(): Promise<void> {
    forgetPages();
  }

  resetRequestCache(): void {}
}
