import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env.ts";

/** Encrypts a secret kept in the database (AES-256-GCM, key derived from AUTH_SECRET). */
export function seal(plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(), iv);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

/** Opens what `seal` closed. @throws when it was altered or AUTH_SECRET has changed. */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key(), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

/** What `seal` closed, or null when it was altered or AUTH_SECRET has changed. */
export function unsealed(sealed: string): string | null {
  try {
    return unseal(sealed);
  } catch {
    return null;
  }
}

let derived: Buffer | undefined;
function key(): Buffer {
  derived ??= Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "", "streamtill seal", 32));
  return derived;
}
