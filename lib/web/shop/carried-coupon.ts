import { cookieOptions, hostCookie } from "#lib/kernel/cookies.ts";

/** A week: whoever follows a link with a coupon may think it over. */
const KEPT_SECONDS = 7 * 24 * 3600;
const CODE = /^[A-Z0-9][A-Z0-9_-]{0,59}$/i;

/** Where a shop's address with a coupon leads without it, and the code; null where it carries none. Cached pages know nothing of it: a cookie of their own host takes it to the checkout. */
export function carriedCoupon(address: string): { code: string; to: string } | null {
  if (!address.includes("coupon=")) return null;
  const { pathname, searchParams } = new URL(address.replace(/^\/+/, "/"), "http://shop");
  const code = searchParams.get("coupon")?.trim() ?? "";
  searchParams.delete("coupon");
  const rest = searchParams.toString();
  return CODE.test(code) ? { code: code.toUpperCase(), to: rest ? `${pathname}?${rest}` : pathname } : null;
}

export function couponCookie(): string {
  return hostCookie("coupon");
}

/** As a header: nobody but the checkout reads it. */
export function carryingCookie(code: string): string {
  const { maxAge, path, secure } = cookieOptions(KEPT_SECONDS);
  return `${couponCookie()}=${code}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
