import { isLocale } from "#i18n/locales.ts";
import { listenForShopChanges } from "./page-listener.ts";
import { findPage, forgetPages, keepPage, pageGeneration } from "./page-store.ts";
import { plainPage, plainPagePolicy } from "./plain-page.ts";

type CachedPage = {
  kind: string;
  html?: string;
  rscData?: Uint8Array;
  segmentData?: unknown;
  status?: number;
  headers?: Record<string, string | string[] | undefined>;
} | null;

/** The pages in the making, with the generation of the shop they are made from. */
const begun = new Map<string, number>();
const MOST_AT_ONCE = 5000;

/**
 * Next's cache of whole pages, in memory only: nothing is written to the build's folder, so several instances may run from one build.
 * A shop page loses the framework's scripts and data when it is kept, and gets the Content-Security-Policy for what is left (plain-page.ts).
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
    if (data?.html && isShopPage(key)) {
      data.html = plainPage(data.html);
      data.rscData = data.segmentData = undefined;
      if (data.html.includes(' data-status="404"')) data.status = 404;
      // A browser asks each time (an ETag answers); nothing between may keep it, for one address serves every market.
      data.headers = {
        ...data.headers,
        "content-security-policy": plainPagePolicy(),
        "cache-control": "private, max-age=0, must-revalidate",
      };
    }
    if (generation !== undefined && isWorthKeeping(key, data))
      keepPage(key, data, 2 * (data?.html?.length ?? 500) + (data?.rscData?.length ?? 0), generation);
  }

  async revalidateTag(): Promise<void> {
    forgetPages();
  }

  resetRequestCache(): void {}
}

const SHOP_PAGE = /^\/market\/([a-z]+)\.([A-Za-z]+)\.(?:light|dark|default)(?:\/faq|\/(?:plans|legal)\/[a-z0-9-]+)?$/;

/** Next writes the kind of the page and a hash before its path. */
function isShopPage(key: string): boolean {
  return key.includes("/market/");
}

/**
 * A shop page says which market it was made for. An address that names a currency that is not sold in, or a language that is none of ours, is but
 * one more name for it, and there is no end of those.
 */
function isWorthKeeping(key: string, page: CachedPage): boolean {
  if (!page || page.status === 404) return false;
  if (!isShopPage(key)) return true;
  const [, locale, currency] = SHOP_PAGE.exec(key.slice(key.indexOf("/market/"))) ?? [];
  const [sold = ""] = /<body data-market="[^".]+\.([^"]+)"/.exec(page.html ?? "")?.slice(1) ?? [];
  return (locale === "default" || isLocale(locale)) && (currency === "default" || currency === sold);
}
