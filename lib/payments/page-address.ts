import { plainOrigins } from "#lib/kernel/plain-origins.ts";

/**
 * Whether viewers may be led to what a vendor names as its page: by https, as to our own address and stand-ins by http. Whatever answers in a vendor's name, no
 * script runs on our pages by it, and no address shows one name and leads to another.
 */
export function isPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username || url.password || /[\s\p{Cc}\\]/u.test(address)) return false;
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" && (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname) || plainOrigins().includes(url.origin));
}
