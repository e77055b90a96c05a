import { z } from "zod";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { store } from "./registry.ts";

export const testStoreInput = z.object({ store: z.string("invalid").max(20, "invalid") });
export type TestStoreInput = z.output<typeof testStoreInput>;

/** Asks a store whether its keys work. @throws 404 `store_unknown` when it has none, `store_test_failed` in the store's words. */
export async function testStore(input: TestStoreInput): Promise<void> {
  const found = store(input.store);
  if (!found) throw notFound("store_unknown");
  await found.test().catch((error: unknown) => {
    throw new DomainError("store_test_failed", { status: 409, values: { reason: wordsOf(error) } });
  });
}

function wordsOf(error: unknown): string {
  const { message = "", httpStatusCode = "" } = error instanceof Error ? (error as Error & { httpStatusCode?: number }) : {};
  return message || `HTTP ${httpStatusCode}`;
}
