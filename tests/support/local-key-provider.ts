import { createHmac, generateKeyPairSync, sign } from "node:crypto";

/** What the third provider of docs/gateways.md signs with, and the key that it hands out. */
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const ITS_KEY = publicKey.export({ type: "spki", format: "pem" }).toString().trim();

const STATES: Record<string, string> = { paid: "00", pending: "PE", failed: "51", expired: "EX" };

/** The shop signs with the secret that both know. */
export function isWellSigned({ terminal, number, sum, cur, mac }: Record<string, string>, secret: string): boolean {
  if (!/^\d{4,12}$/.test(number)) return false;
  return mac === createHmac("sha512", secret).update([terminal, number, sum, cur].join("*")).digest("hex");
}

/** What it sends by POST, to the shop and by the viewer's browser. */
export function keyReport(fields: Record<string, string>, state: string, over: Record<string, string> = {}): string {
  const said = {
    number: fields.number,
    state: STATES[state] ?? "OP",
    sum: fields.sum,
    cur: fields.cur,
    approval: `a-${fields.number}`,
    ...over,
  };
  const text = [said.number, said.state, said.sum, said.cur, said.approval].join("*");
  return new URLSearchParams({ ...said, lang: "en", sign: sign("sha256", Buffer.from(text), privateKey).toString("base64") }).toString();
}
