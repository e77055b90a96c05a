import type { Lane } from "./lanes.ts";
import { gateway } from "./registry.ts";
import { readOn } from "./sweep.ts";
import { takeListed } from "./take-listed.ts";

/** Reads on in a gateway's own list of payments, refunds and disputes, to find what no event told of. Returns how many pages were read. */
export async function sweepGateway(pages: number, lane: Lane): Promise<number> {
  const plugin = lane ? gateway(lane) : null;
  if (!plugin?.listed) return 0;
  return readOn(
    {
      gateway: plugin,
      list: "PAYMENTS",
      ask: (window) => plugin.listed!(window),
      take: (items, window) => takeListed(plugin.id, items, window),
    },
    pages,
  );
}
