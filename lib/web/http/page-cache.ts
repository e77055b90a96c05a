import { isLocale } from "#i18n/locales.ts";
import { SHOP_TAG } from "./cdn.ts";
import { prepareAnswer } from "./page-answer.ts";
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
 * A shop page loses the framework's scripts and data, and gets the Content-Security-Policy for what is left (plain-page.ts); once it is kept,
 * it is answered without Next (page-answer.ts).
 * One whose <main> says data-status="404" is answered with that status: Next's own notFound() would leave it to the browser to render.
 * What is not there is not kept, nor is a page under an address that has another form: there is no end of those, and whoever asked for
 * enough of them would push the landing page out.
 */
export default class PageCache {
  async get(key: string): Promise<unknown> {
    const page = findPage(nameOf(key));
    if (page) return page;
    if (begun.size >= MOST_AT_ONCE) begun.clear();
    begun.set(key, pageGeneration());
    return null;
  }

  async set(key: string, data: CachedPage): Promise<void> {
    const generation = begun.get(key);
    begun.delete(key);
    if (!data || process.env.NEXT_PHASE === "phase-production-build") return;
    const isKept = generation === pageGeneration() && isWorthKeeping(key, data);
    if (data.html && isShopPage(key)) keepShopPage(key, data, data.html, isKept);
    else if (isKept) keepPage(nameOf(key), { value: data, size: 1000 + (data.html?.length ?? 0) + (data.rscData?.length ?? 0) });
  }

  async revalidateTag(): Promise<void> {
    forgetPages();
  }

  resetRequestCache(): void {}
}

/**
 * What caches between us and the reader may do with a page that we keep: browsers ask each time (an ETag answers), others hold it for a minute,
 * and a CDN that knows RFC 9213 may also answer with it while it asks again or while we are away. Nobody holds another.
 */
const HELD = {
  "cache-control": "public, max-age=0, s-maxage=60, must-revalidate",
  "cdn-cache-control": "max-age=60, stale-while-revalidate=60, stale-if-error=86400",
  "cache-tag": SHOP_TAG,
};
const NOT_HELD = { "cache-control": "private, max-age=0, must-revalidate" };

function keepShopPage(key: string, page: NonNullable<CachedPage>, html: string, isKept: boolean): void {
  page.html = plainPage(html);
  page.rscData = page.segmentData = undefined;
  if (isMissing(html)) page.status = 404;
  const headers = {
    ...(isKept ? HELD : NOT_HELD),
    vary: "Accept-Encoding, Accept-Language, Cookie",
    "content-security-policy": plainPagePolicy(),
  };
  page.headers = { ...page.headers, ...headers };
  if (isKept) keepPage(nameOf(key), { value: page, answer: prepareAnswer(page.html, headers), size: 4 * page.html.length });
}

function isMissing(html = ""): boolean {
  return html.includes(' data-status="404"');
}

/** Next writes the kind of the page and a hash before its path. */
function isShopPage(key: string): boolean {
  return key.includes("/market/");
}

/** A shop page is kept under its path, by which the server looks for it. */
function nameOf(key: string): string {
  return isShopPage(key) ? key.slice(key.indexOf("/market/")) : key;
}

const SHOP_PAGE = /^\/market\/([a-z]+)\.([A-Za-z]+)\.(?:light|dark|default)(?:\/faq|\/(?:plans|legal)\/[a-z0-9-]+)?$/;

/**
 * A shop page says which market it was made for. An address that names a currency that is not sold in, or a language that is none of ours, is but
 * one more name for it, and there is no end of those.
 */
function isWorthKeeping(key: string, page: NonNullable<CachedPage>): boolean {
  if (page.status === 404 || isMissing(page.html)) return false;
  if (!isShopPage(key)) return true;
  const [, locale, currency] = SHOP_PAGE.exec(nameOf(key)) ?? [];
  const [sold = ""] = /<body data-market="[^".]+\.([^"]+)"/.exec(page.html ?? "")?.slice(1) ?? [];
  return (locale === "default" || isLocale(locale)) && (currency === "default" || currency === sold);
}
