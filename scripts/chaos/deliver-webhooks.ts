import { setTimeout as sleep } from "node:timers/promises";
import type { Vendor } from "./vendor.ts";

export type Deliveries = {
  /** Events delivered, how many of them twice, and tries that got no 200. */
  counts: { delivered: number; twice: number; failed: number };
  /** Events that are not delivered yet. */
  waiting(): number;
  stop(): Promise<void>;
};

/** The pause after the nth try that failed: vendors' are minutes and hours. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];

/** Delivers what a vendor reports from now on as vendors do: in no order, again until it is answered with 200, one in ten twice. */
export function deliverWebhooks(vendor: Vendor, address: string, random: () => number): Deliveries {
  const counts = { delivered: 0, twice: 0, failed: 0 };
  const stopping = new AbortController();
  const under = new Set<Promise<void>>();
  let taken = vendor.reports();

  async function deliver(at: number): Promise<void> {
    await pause(random() * 2_000);
    for (let tries = 0; !(await post(vendor, address, at)); tries += 1) {
      if (stopping.signal.aborted) return;
      counts.failed += 1;
      await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]);
    }
    counts.delivered += 1;
    if (random() >= 0.1) return;
    counts.twice += 1;
    await pause(random() * 2_000);
    await post(vendor, address, at);
  }

  async function run(): Promise<void> {
    for (; !stopping.signal.aborted; await pause(50)) {
      for (const all = vendor.reports(); taken < all; taken += 1) {
        const delivery = deliver(taken).finally(() => under.delete(delivery));
        under.add(delivery);
      }
    }
    await Promise.all(under);
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const running = run();
  const stop = () => {
    stopping.abort();
    return running;
  };
  return { counts, waiting: () => under.size + vendor.reports() - taken, stop };
}

async function post(vendor: Vendor, usual: string, at: number): Promise<boolean> {
  const { body, headers, address = usual } = vendor.report(at);
  try {
    const response = await fetch(address, { method: "POST", body, headers, signal: AbortSignal.timeout(20_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
