import { createHash } from "node:crypto";
import { randomCode } from "#lib/kernel/codes.ts";

/** Eighty bits by chance: "K7QP-M2XW-TRAB-C3DE". */
export function newVoucherCode(): string {
  return randomCode(4, 4);
}

/** What a code is found by, however it was typed. So many codes there are that none is found by trying them all against a digest. */
export function voucherDigest(code: string): string {
  return createHash("sha256")
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .digest("hex");
}
