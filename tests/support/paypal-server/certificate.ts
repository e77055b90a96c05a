import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const SHA256_WITH_RSA = der(0x30, Buffer.from("06092a864886f70d01010b0500", "hex"));
const nameOf = (name: string): Buffer => der(0x30, der(0x31, der(0x30, Buffer.from("0603550403", "hex"), der(0x0c, Buffer.from(name)))));
/** YYMMDD, of this century. */
const day = (text: string): Buffer => der(0x17, Buffer.from(`${text}000000Z`));

type Asked = { name?: string; from?: string; until?: string };

/** A key, and a certificate of it that nobody else has signed. */
export function makeCertificate({ name = "messageverificationcerts.paypal.com", from = "200101", until = "491231" }: Asked = {}): {
  privateKey: KeyObject;
  pem: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([7]));
  const key = publicKey.export({ type: "spki", format: "der" });
  const body = der(0x30, version, serial, SHA256_WITH_RSA, nameOf(name), der(0x30, day(from), day(until)), nameOf(name), key);
  const certificate = der(0x30, body, SHA256_WITH_RSA, der(0x03, Buffer.from([0]), sign("sha256", body, privateKey)));
  const base64 = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return { privateKey, pem: `-----BEGIN CERTIFICATE-----\n${base64.join("\n")}\n-----END CERTIFICATE-----\n` };
}
