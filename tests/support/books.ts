import { expect } from "vitest";
import { checkBooks } from "#lib/reports/books.ts";

/** The books agree to the minor unit; a difference is named in the failure. */
export async function expectBooksAgree(): Promise<void> {
  expect((await checkBooks()).filter(({ wrong }) => wrong.length > 0)).toEqual([]);
}
