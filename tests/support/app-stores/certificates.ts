import { createSign, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A certificate of a test's own authority, with the extensions that Apple's have. */
export type Certificate = { der: Buffer; key: KeyObject; name: string };

type Options = { issuer?: Certificate; marks?: string[]; ca?: boolean; from?: Date; until?: Date };

/** Apple's marks: of who signs receipts, and of who lets them. Source: Apple's app-store-server-library. */
export const SIGNS_RECEIPTS = "1.2.840.113635.100.6.11.1";
export const LETS_SIGN = "1.2.840.113635.100.6.2.1";

const YEAR_MS = 365 * 86_400_000;

/** An X.509 certificate (P-256, ECDSA with SHA-256), signed by `issuer` or by itself. */
export function certificate(name: string, { issuer, marks = [], ca = false, from, until }: Options = {}): Certificate {
  const { privateKey: key, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [begins, ends] = [from ?? new Date(Date.now() - 5 * YEAR_MS), until ?? new Date(Date.now() + 20 * YEAR_MS)];
  const extensions = [
    ...(ca ? [sequence(oid("2.5.29.19"), tlv(0x01, Buffer.from([0xff])), octets(sequence(tlv(0x01, Buffer.from([0xff])))))] : []),
    ...marks.map((mark) => sequence(oid(mark), octets(tlv(0x05, Buffer.alloc(0))))),
  ];
  const algorithm = sequence(oid("1.2.840.10045.4.3.2"));
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([1 + Math.floor(Math.random() * 100)])),
    algorithm,
    distinguished(issuer?.name ?? name),
    sequence(time(begins), time(ends)),
    distinguished(name),
    publicKey.export({ type: "spki", format: "der" }),
    ...(extensions.length > 0 ? [tlv(0xa3, sequence(...extensions))] : []),
  );
  const signature = createSign("sha256")
    .update(body)
    .sign(issuer?.key ?? key);
  return { der: sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature]))), key, name };
}

/** A JWS in its compact form, with the certificates that lead from its key to a root, as Apple signs everything. */
export function signedBy(chain: Certificate[], payload: object): string {
  const header = { alg: "ES256", x5c: chain.map(({ der }) => der.toString("base64")) };
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign("sha256", Buffer.from(text), { key: chain[0].key, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function octets(content: Buffer): Buffer {
  return tlv(0x04, content);
}

function oid(text: string): Buffer {
  const [first, second, ...rest] = text.split(".").map(Number);
  const base128 = (value: number): number[] => {
    const digits = [value & 127];
    for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 127) | 128);
    return digits;
  };
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function distinguished(name: string): Buffer {
  return sequence(tlv(0x31, sequence(oid("2.5.4.3"), tlv(0x0c, Buffer.from(name)))));
}

function time(at: Date): Buffer {
  return tlv(0x18, Buffer.from(at.toISOString().replace(/\.\d+|[-:T]/g, "")));
}
