import { createHmac, timingSafeEqual } from "node:crypto";

/** How far a webhook's timestamp may lie from now, in seconds; older ones could be replays. */
const TOLERANCE = 300;

type Timestamped = { secret: string; timestamp: number; body: string };

/** The `v1` part of a header `t=…,v1=…`: HMAC-SHA256 of `timestamp.body`, in hex. `timestamp` is in Unix seconds. */
export function signTimestamped({ secret, timestamp, body }: Timestamped): string {
  return hmac(Buffer.from(secret, "utf8"), `${timestamp}.${body}`).toString("hex");
}

/** A whole header: `t=…,v1=…`. */
export function timestampedHeader(message: Timestamped): string {
  return `t=${message.timestamp},v1=${signTimestamped(message)}`;
}

/** Whether one of the header's `v1` signatures is right and its timestamp near `at`. An empty secret verifies nothing. */
export function verifyTimestamped({ secret, header, body, at }: { secret: string; header: string; body: string; at: Date }): boolean {
  const parts = header.split(",").map((part) => part.trim().split("=", 2));
  const stamp = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (!secret || !isNear(stamp, at)) return false;
  const expected = hmac(Buffer.from(secret, "utf8"), `${stamp}.${body}`);
  return parts.some(([name, value]) => name === "v1" && same(expected, Buffer.from(value ?? "", "hex")));
}

type StandardWebhook = { secret: string; id: string; timestamp: number; body: string };

/** The `webhook-signature` of the Standard Webhooks scheme: `v1,` and the HMAC-SHA256 of `id.timestamp.body`, in base64. */
export function signStandardWebhook({ secret, id, timestamp, body }: StandardWebhook): string {
  return `v1,${hmac(standardKey(secret), `${id}.${timestamp}.${body}`).toString("base64")}`;
}

/** Whether one of the space-separated signatures is right and the timestamp near `at`. An empty secret verifies nothing. */
export function verifyStandardWebhook(message: {
  secret: string;
  id: string;
  timestamp: string;
  signature: string;
  body: string;
  at: Date;
}): boolean {
  const key = standardKey(message.secret);
  if (key.length === 0 || !message.id || !isNear(message.timestamp, message.at)) return false;
  const expected = hmac(key, `${message.id}.${message.timestamp}.${message.body}`);
  return message.signature.split(" ").some((signature) => {
    const [version, value] = signature.split(",", 2);
    return version === "v1" && same(expected, Buffer.from(value ?? "", "base64"));
  });
}

function standardKey(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ""), "base64");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

function same(expected: Buffer, given: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(expected, given);
}

function isNear(timestamp: string, at: Date): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(at.getTime() / 1000 - Number(timestamp)) <= TOLERANCE;
}
