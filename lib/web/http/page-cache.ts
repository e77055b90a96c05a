import { hashedPolicy } from "./csp.ts";
import { listenForShopChanges } from "./page-listener.ts";
import { findPage, forgetPages, keepPage, pageGeneration } from "./page-store.ts";

type CachedPage = {
  kind: string;
  html?: string;
  rscData?: Uint8Array;
  status?: number;
  headers?: Record<string, string | string[] | undefined>;
} | null;

/** The pages in the making, with the generation of the shop they are made from. */
const begun = new Map<string, number>();
const MOST_AT_ONCE = 5000;

/**
 * Next's cache of whole pages, in memory only: nothing is written to the build's folder, so several instances may run from one build.
 * A page gets the Content-Security-Policy that its inline scripts need when it is kept, so serving it costs nothing more.
 * One whose <main> says data-status="404" is answered with that status: Next's own notFound() would leave it to the browser to render.
 * What is not there is not kept, nor is a page under an address that has another form: there is no end of those, and whoever asked for
 * enough of them would push the landing page out.
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
      if (data.html.includes(' data-status="404"')) data.status = 404;
      const policy = hashedPolicy(data.html);
      // A browser asks each time (an ETag answers); nothing between may keep it, for one address serves every market.
      data.headers = { ...data.headers, "content-security-policy": policy, "cache-control": "private, max-age=0, must-revalidate" };
    }
    if (generation !== undefined && isWorthKeeping(key, data))
      keepPage(key, data, 2 * (data?.html?.length ?? 500) + (data?.rscData?.length ?? 0), generation);
  }

  async revalidateTag(): Promise<void> {
    forgetPages();
  }

  resetRequestCache(): void {}
}

const SHOP_PAGE = /^\/market\/([a-z]+)\.([A-Za-z]+)(?:\/faq|\/(?:plans|legal)\/[a-z0-9-]+)?$/;

/** A shop page says which market it was made for; an address that names another (of a currency that is not sold in) is but one more name for it. */
function isWorthKeeping(key: string, page: CachedPage): boolean {
  if (!page || page.status === 404) return false;
  const path = key.indexOf("/market/"); // Next writes the kind of the page and a hash before it
  if (path < 0) return true;
  const [, locale, currency] = SHOP_PAGE.exec(key.slice(path)) ?? [];
  const [madeFor = "", sold = ""] = /<body data-market="([^".]+)\.([^"]+)"/.exec(page.html ?? "")?.slice(1) ?? [];
  return (locale === "default" || locale === madeFor) && (currency === "default" || currency === sold);
}
