import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "./env.ts";

/** What a link lets its bearer do, and nothing else. */
export type LinkPurpose = "pay-invoice" | "check";

/** The token of a link to do one thing (`purpose`) with one row (`id`, a UUID) until a moment: nothing is stored, and AUTH_SECRET signs all three. */
export function signLink(purpose: LinkPurpose, id: string, until: Date): string {
  const said = Buffer.alloc(20);
  said.write(id.replaceAll("-", ""), "hex");
  said.writeUInt32BE(Math.floor(until.getTime() / 60_000), 16);
  return Buffer.concat([said, signature(purpose, said)]).toString("base64url");
}

/** The row that a link is for, and whether its time is over at `at`; null when it was altered, or signed for something else. */
export function readLink(purpose: LinkPurpose, token: string, at: Date): { id: string; expired: boolean } | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 36 || !timingSafeEqual(signature(purpose, bytes.subarray(0, 20)), bytes.subarray(20))) return null;
  const id = bytes
    .subarray(0, 16)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return { id, expired: at.getTime() >= bytes.readUInt32BE(16) * 60_000 };
}

function signature(purpose: LinkPurpose, said: Buffer): Buffer {
  const key = Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "", `streamtill link ${purpose}`, 32));
  return createHmac("sha256", key).update(said).digest().subarray(0, 16);
}
