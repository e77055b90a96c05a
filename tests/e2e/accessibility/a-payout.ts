import { takeLines } from "#lib/billing/settling/take-lines.ts";
import { takePayouts } from "#lib/billing/settling/take-payouts.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";

/** A payout with a line of each kind that nobody knows, all with long words. */
export async function aPayout(text: string): Promise<string> {
  const at = now();
  const of = { gateway: "sandbox", reference: `po_${text}` };
  await takePayouts(
    of.gateway,
    [{ reference: of.reference, status: "paid", total: { minor: 1000n, currency: "EUR" }, at, arrivesAt: at, lines: "ready" }],
    { daily: false },
  );
  const payout = await db.payout.findUniqueOrThrow({ where: { gateway_reference: of } });
  const line = { gross: 1000n, fee: 25n, net: 975n, at, text };
  await takeLines(
    payout,
    [
      { ...line, reference: `1_${text}`, kind: "payment", paymentReference: text, exchanged: { minor: 160_000n, currency: "JPY" } },
      { ...line, reference: `2_${text}`, kind: "fee", gross: -25n, fee: 0n, net: -25n },
    ],
    null,
  );
  return payout.id;
}
