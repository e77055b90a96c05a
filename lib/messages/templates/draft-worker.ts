import { parentPort } from "node:worker_threads";
import { DomainError, type ErrorCode } from "#lib/kernel/errors.ts";
import { type DraftToWrite, type Written, writeDraft } from "./write-draft.ts";

/** What the thread answers: the text written, why it is refused, or a fault of our own. */
export type Answer = { written: Written } | { refused: { code: ErrorCode; options: object } } | { fault: string };

// Runs in a thread of its own (write-in-worker.ts), which is ended when a text takes too long.
parentPort?.on("message", async (input: DraftToWrite) => parentPort?.postMessage(await answer(input)));

async function answer(input: DraftToWrite): Promise<Answer> {
  try {
    return { written: await writeDraft(input) };
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, status, field, values } = error;
      return { refused: { code, options: { status, field, values } } };
    }
    if (error instanceof RangeError) return { refused: { code: "template_too_deep", options: { field: "body" } } };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
