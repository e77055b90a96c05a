import { createHash, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { latinDigits } from "#lib/kernel/inputs.ts";

const PERIOD = 30;

/** A new secret for an authenticator app, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the app reads from the QR code: `otpauth://totp/…`. */
export function totpUri(secret: string, issuer: string, account: string): string {
  return generator(secret, { issuer, label: account }).toString();
}

/** Of which 30 seconds (counted from 1970) a code is, one period before or after now allowed for clocks that differ; null for a wrong code. */
export function totpStep(secret: string, code: string, at = Date.now()): number | null {
  const delta = generator(secret).validate({ token: code, timestamp: at, window: 1 });
  return delta === null ? null : Math.floor(at / 1000 / PERIOD) + delta;
}

function generator(secret: string, names = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: PERIOD });
}

/** Ten codes of 80 bits, as `abcd-efgh-2345-67qr`, to be shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    const text = new Secret({ buffer: new Uint8Array(randomBytes(10)).buffer }).base32.toLowerCase();
    return text.match(/.{4}/g)?.join("-") ?? text;
  });
}

export function hashRecoveryCode(code: string): string {
  return createHash("sha256").update(code).digest("base64url");
}

/** A code as people type it: with blanks, dashes, capitals and the digits of their language. */
export function readCode(typed: string): string {
  return latinDigits(typed)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}
