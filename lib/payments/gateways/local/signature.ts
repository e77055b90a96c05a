import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type Lines, wordsOf } from "./lines.ts";

/** `sha256` and `sha512`: of the values with the secret behind them, as older providers do. */
const METHODS = ["hmac-sha256", "hmac-sha512", "sha256", "sha512"] as const;
const ENCODINGS = ["hex", "HEX", "base64"] as const;

/** How a message is signed: the values of `signed` in that order, `separator` between them. */
export type SignatureRule = {
  method: (typeof METHODS)[number];
  encoding: (typeof ENCODINGS)[number];
  separator: string;
  signed: string[];
  /** The field that carries it. */
  field: string;
};

const rule = z.object({
  method: z.enum(METHODS),
  encoding: z.enum(ENCODINGS),
  separator: z.string().max(5),
  signed: z.array(z.string()).min(1),
  field: z.string().min(1),
});

/** Of the lines `sign`, `encode`, `separator`, `signed` and `signature`; null where they are not all there. */
export function readRule({ said }: Lines): SignatureRule | null {
  const read = rule.safeParse({
    method: said.get("sign"),
    encoding: said.get("encode") ?? "hex",
    separator: said.get("separator") ?? "",
    signed: wordsOf(said.get("signed")),
    field: said.get("signature"),
  });
  return read.data ?? null;
}

export type Values = (name: string) => string | undefined;

export function sign({ method, encoding, separator, signed }: SignatureRule, values: Values, secret: string): string {
  const text = signed.map((name) => values(name) ?? "").join(separator);
  const hash = method.replace("hmac-", "");
  const digest = method.startsWith("hmac-") ? createHmac(hash, secret).update(text) : createHash(hash).update(text + separator + secret);
  const written = digest.digest(encoding === "base64" ? "base64" : "hex");
  return encoding === "HEX" ? written.toUpperCase() : written;
}

/** Compared in constant time, hex in either case; an empty secret verifies nothing. */
export function isSigned(rule: SignatureRule, values: Values, secret: string): boolean {
  const [expected, given] = [sign(rule, values, secret), values(rule.field) ?? ""].map((text) =>
    Buffer.from(rule.encoding === "base64" ? text : text.toLowerCase()),
  );
  return secret !== "" && expected.length === given.length && timingSafeEqual(expected, given);
}
