import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";

/** A payment that only the gateway knows, with all that it says of it. */
export async function aDifference(text: string): Promise<string> {
  const found = { gateway: "sandbox", kind: "PAYMENT_UNKNOWN", subject: text, currency: "EUR", theirs: 1000n, text } as const;
  const { id } = await db.gatewayDifference.create({ data: { ...found, at: now(), foundAt: now() } });
  return id;
}
