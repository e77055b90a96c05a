import { DomainError } from "#lib/kernel/errors.ts";
import { log } from "#lib/kernel/log.ts";

/** What a test of keys told: that they work, or the provider's own words. */
export type Tried = { works: true } | { works: false; reason: string };

/** Runs a plug-in's own test, which throws words that an operator can act on. */
export async function tried(test: () => Promise<void>): Promise<Tried> {
  try {
    await test();
    return { works: true };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ reason }, "a test of keys failed");
    return { works: false, reason: reason.slice(0, 500) };
  }
}
