import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "#lib/kernel/env.ts";
import { isPublicHost } from "#lib/kernel/public-host.ts";
import { BadSignature, type GatewayEvent, type RawWebhook } from "../../gateway.ts";

/**
 * Mollie's webhooks say an id and sign nothing, but go to the address that came with the payment. Ours names the transaction, with a keyed hash that
 * only we can make: nobody has to be asked whether an event is genuine, and no forged one makes us ask.
 */
export function addressFor(transactionId: string, webhookUrl: string): string {
  const address = new URL(webhookUrl);
  address.searchParams.set("transaction", transactionId);
  address.searchParams.set("proof", proofOf(transactionId));
  return address.href;
}

/** Whether Mollie can reach an address: it refuses a payment with one that it cannot. What it cannot tell of is found by asking. */
export function isReachable(webhookUrl: string): boolean {
  return isPublicHost(new URL(webhookUrl).hostname);
}

/** Told of a payment: also of its refunds and chargebacks. @throws BadSignature */
export function readMollieWebhook({ body, query = {} }: RawWebhook): GatewayEvent {
  const { transaction = "", proof = "" } = query;
  if (!transaction || !equal(proof, proofOf(transaction))) throw new BadSignature();
  const id = new URLSearchParams(body).get("id") ?? "";
  if (!/^tr_\w{1,60}$/.test(id)) throw new BadSignature("no payment is named");
  return { externalId: id, type: "payment", reference: id, transactionId: transaction, repeats: true };
}

let key: Buffer | undefined;

function proofOf(transactionId: string): string {
  key ??= Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "", "streamtill mollie webhook address", 32));
  return createHmac("sha256", key).update(transactionId).digest("base64url");
}

function equal(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
