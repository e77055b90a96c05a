import { env } from "./env.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** With https a cookie that only this host can have set, and that never travels in the clear (RFC 6265bis, `__Host-`). */
export function hostCookie(name: string): string {
  return isSecure() ? `__Host-${name}` : name;
}

export function cookieOptions(seconds: number) {
  return { httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/", maxAge: seconds } as const;
}

/** Of what a reader has chosen, which scripts of cached pages read. */
export function choiceOptions() {
  return { ...cookieOptions(YEAR_SECONDS), httpOnly: false } as const;
}

function isSecure(): boolean {
  return env().APP_URL.startsWith("https:");
}
