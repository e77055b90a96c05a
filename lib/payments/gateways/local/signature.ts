import { createHash, createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import { z } from "zod";
import { type Lines, wordsOf } from "./lines.ts";

/** `sha256` and `sha512`: of the values with the secret behind them, as older providers do. `rsa-sha256`: by the other side alone, whose public key is known. */
const METHODS = ["hmac-sha256", "hmac-sha512", "sha256", "sha512", "rsa-sha256"] as const;
const ENCODINGS = ["hex", "HEX", "base64"] as const;

/** How a message is signed: the values of `signed` in that order, `separator` between them. */
export type SignatureRule = {
  method: (typeof METHODS)[number];
  encoding: (typeof ENCODINGS)[number];
  separator: string;
  signed: string[];
  /** The field that carries it. */
  field: string;
  /** Of `rsa-sha256`. */
  key: KeyObject | null;
};

const rule = z.object({
  method: z.enum(METHODS),
  encoding: z.enum(ENCODINGS),
  separator: z.string().max(5),
  signed: z.array(z.string()).min(1),
  field: z.string().min(1),
});

/** Of the lines `sign`, `encode`, `separator`, `signed` and `signature`; null where they are not all there. */
export function readRule({ said, pem }: Lines): SignatureRule | null {
  const read = rule.safeParse({
    method: said.get("sign"),
    encoding: said.get("encode") ?? "hex",
    separator: said.get("separator") ?? "",
    signed: wordsOf(said.get("signed")),
    field: said.get("signature"),
  });
  return read.data ? { ...read.data, key: pem === null ? null : rsaKeyOf(pem) } : null;
}

/** Whether nobody but the other side can sign so. */
export const isTheirsAlone = ({ method }: SignatureRule): boolean => method === "rsa-sha256";

/** Shorter ones are not safe. */
const SHORTEST_KEY = 2048;

/** Of a public key or certificate; null for anything else, and for a private key, which nobody should hand out. */
function rsaKeyOf(pem: string): KeyObject | null {
  try {
    const key = pem.includes("PRIVATE") ? null : createPublicKey(pem);
    return key?.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= SHORTEST_KEY ? key : null;
  } catch {
    return null;
  }
}

export type Values = (name: string) => string | undefined;

const textOf = ({ signed, separator }: SignatureRule, values: Values): string => signed.map((name) => values(name) ?? "").join(separator);

/** With the secret that both sides know. */
export function sign(rule: SignatureRule, values: Values, secret: string): string {
  const { method, encoding, separator } = rule;
  const text = textOf(rule, values);
  const hash = method.replace("hmac-", "");
  const digest = method.startsWith("hmac-") ? createHmac(hash, secret).update(text) : createHash(hash).update(text + separator + secret);
  const written = digest.digest(encoding === "base64" ? "base64" : "hex");
  return encoding === "HEX" ? written.toUpperCase() : written;
}

/** Compared in constant time, hex in either case; an empty secret verifies nothing. */
export function isSigned(rule: SignatureRule, values: Values, secret: string): boolean {
  if (isTheirsAlone(rule)) {
    const signature = Buffer.from(values(rule.field) ?? "", rule.encoding === "base64" ? "base64" : "hex");
    return rule.key !== null && verify("sha256", Buffer.from(textOf(rule, values)), rule.key, signature);
  }
  const [expected, given] = [sign(rule, values, secret), values(rule.field) ?? ""].map((text) =>
    Buffer.from(rule.encoding === "base64" ? text : text.toLowerCase()),
  );
  return secret !== "" && expected.length === given.length && timingSafeEqual(expected, given);
}
