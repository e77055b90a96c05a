import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "#lib/kernel/env.ts";

/**
 * The sandbox keeps no table: what it must know later is written in its references, readable by people and signed, so that they
 * survive a restart and cannot be made up. Example: `sbx_ch_<transaction>_4242_1999_EUR_<signature>`.
 */
export function signToken(kind: string, fields: string[]): string {
  const text = ["sbx", kind, ...fields].join("_");
  return `${text}_${signature(text)}`;
}

/** The fields of a token of this kind that was signed here, else null. */
export function openToken(kind: string, token: string): string[] | null {
  const cut = token.lastIndexOf("_");
  const text = token.slice(0, cut);
  if (!text.startsWith(`sbx_${kind}_`) || !equal(token.slice(cut + 1), signature(text))) return null;
  return text.split("_").slice(2);
}

const keys = new Map<string, Buffer>();

/** A key of the sandbox's own, derived from AUTH_SECRET. */
export function sandboxKey(purpose: string): Buffer {
  const key = keys.get(purpose) ?? Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "", `streamtill sandbox ${purpose}`, 32));
  keys.set(purpose, key);
  return key;
}

function signature(text: string): string {
  return createHmac("sha256", sandboxKey("reference")).update(text).digest("hex").slice(0, 24);
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
