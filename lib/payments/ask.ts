import type { Transaction } from "#lib/db/generated/client.ts";
import { log } from "#lib/kernel/log.ts";
import type { PaymentGateway, PaymentOutcome } from "./gateway.ts";
import { noteRequest } from "./hanging.ts";

/** Turns whatever goes wrong on the way into `unknown`: no answer is never a failure. */
export async function ask(gateway: PaymentGateway, call: () => Promise<PaymentOutcome>): Promise<PaymentOutcome> {
  const began = performance.now();
  const outcome = await call().catch(noAnswer);
  noteRequest(gateway.id, outcome.status !== "unknown", performance.now() - began);
  return outcome;
}

function noAnswer(error: unknown): PaymentOutcome {
  log.warn({ err: error }, "gateway gave no answer");
  return { status: "unknown", reason: error instanceof Error ? error.message : "no answer" };
}

/**
 * Asks what became of a transaction that the gateway knows by its reference.
 * @param told where to look when its own reference is not known, for the answer that would have named it was lost or is still on its way
 */
export function lookUp(gateway: PaymentGateway, { kind, id, gatewayReference }: Transaction, told?: string): Promise<PaymentOutcome> {
  const reference = gatewayReference ?? told;
  if (!reference) return Promise.resolve({ status: "unknown", reason: "the gateway has not answered yet" });
  return ask(gateway, () => gateway.lookUp({ kind, transactionId: id, reference }));
}
