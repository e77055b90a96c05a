import { refresh } from "next/cache";
import { DomainError } from "#lib/kernel/errors.ts";

/** What was shown may not hold any more: the page is made anew around the form, which keeps what was typed and says what changed. Throws the error on. */
export function showAnew(error: unknown): never {
  if (error instanceof DomainError) refresh();
  throw error;
}
