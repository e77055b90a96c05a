import { env } from "#lib/kernel/env.ts";

/** The accounts of `npm run demo`. */
export const DEMO_ACCOUNTS = {
  viewer: { email: "viewer@demo.example", password: "demo-viewer-2026" },
  operator: { email: "owner@demo.example", password: "demo-owner-2026" },
} as const;

/** What the start and the sign-in pages may show: nothing outside demo mode. */
export function shownDemoAccount(kind: keyof typeof DEMO_ACCOUNTS): { email: string; password: string } | null {
  return env().STREAMTILL_MODE === "demo" ? DEMO_ACCOUNTS[kind] : null;
}
