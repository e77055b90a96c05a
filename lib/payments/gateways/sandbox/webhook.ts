import { z } from "zod";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { log } from "#lib/kernel/log.ts";
import { timestampedHeader, verifyTimestamped } from "#lib/kernel/signature.ts";
import { BadSignature, type GatewayEvent, type PaymentOutcome, type RawWebhook } from "../../gateway.ts";
import { SETTLES_AFTER_MS } from "./cards.ts";
import { readPayable } from "./references.ts";
import { sandboxKey } from "./token.ts";

const HEADER = "sandbox-signature";
const event = z.object({ id: z.string(), type: z.string(), reference: z.string(), transactionId: z.string() });

/** The signed event that the sandbox sends when a payment reaches `status`. The same payment and status make the same event id. */
export function sandboxWebhook(reference: string, status: PaymentOutcome["status"]): RawWebhook {
  const transactionId = readPayable(reference)?.transactionId ?? "";
  const body = JSON.stringify({ id: `evt_${transactionId}_${status}`, type: `payment.${status}`, reference, transactionId });
  const timestamp = Math.floor(now().getTime() / 1000);
  return {
    body,
    headers: { "content-type": "application/json", [HEADER]: timestampedHeader({ secret: webhookSecret(), timestamp, body }) },
  };
}

export function readSandboxWebhook(raw: RawWebhook): GatewayEvent {
  const header = raw.headers[HEADER] ?? "";
  if (!verifyTimestamped({ secret: webhookSecret(), header, body: raw.body, at: now() })) throw new BadSignature();
  const { id, type, reference, transactionId } = event.parse(JSON.parse(raw.body));
  return { externalId: id, type, reference, transactionId };
}

/**
 * Tells our own webhook address what happened, and again when a pending payment settles. A payment without an answer is not reported, as a
 * gateway that is down reports nothing. Never waits, never fails.
 */
export function sendSandboxWebhooks(reference: string, status: PaymentOutcome["status"]): void {
  if (status === "unknown") return;
  void post(reference, status);
  if (status === "pending") setTimeout(() => void post(reference, "succeeded"), SETTLES_AFTER_MS).unref();
}

async function post(reference: string, status: PaymentOutcome["status"]): Promise<void> {
  const address = `${env().APP_URL}/api/webhooks/payments/sandbox`;
  try {
    const response = await fetch(address, { method: "POST", ...sandboxWebhook(reference, status), signal: AbortSignal.timeout(10_000) });
    if (!response.ok) log.warn({ status: response.status }, "sandbox webhook was refused");
  } catch (error) {
    log.warn({ error: String(error) }, "sandbox webhook did not arrive");
  }
}

function webhookSecret(): string {
  return sandboxKey("webhook").toString("hex");
}
