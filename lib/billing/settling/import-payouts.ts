import type { Lane } from "#lib/payments/lanes.ts";
import { noteNotPaidOut } from "#lib/payments/not-paid-out.ts";
import { readLines } from "#lib/payments/payout-lines.ts";
import { gateway } from "#lib/payments/registry.ts";
import { readOn } from "#lib/payments/sweep.ts";
import { matchLater } from "./match-later.ts";
import { takeLines } from "./take-lines.ts";
import { takePayouts } from "./take-payouts.ts";

/**
 * Reads on in a gateway's payouts, and in what they are made of, where either was left; what is known by now is matched. Returns how much was done. Being cut off
 * anywhere, or reading the same twice, books nothing twice.
 */
export async function importPayouts(pages: number, lane: Lane): Promise<number> {
  const plugin = lane ? gateway(lane) : null;
  if (!plugin?.payouts) return 0;
  const read = await readOn(
    {
      gateway: plugin,
      list: "PAYOUTS",
      ask: (window) => plugin.payouts!(window),
      take: async (listed, { daily }) => {
        await takePayouts(plugin.id, listed, { daily });
        if (daily) await noteNotPaidOut(plugin.id, plugin.paidElsewhere);
      },
    },
    pages,
  );
  const lines = plugin.payoutLines ? await readLines(plugin, pages, takeLines) : 0;
  // With each look at the list: what was linked meanwhile waits for an hour at most.
  return read + lines + (read > 0 ? await matchLater(plugin.id) : 0);
}
