import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Answer } from "./draft-worker.ts";
import type { DraftToWrite, Written } from "./write-draft.ts";

const SECOND = 1000;
/** A text is written in milliseconds; a new thread first loads what compiles it. */
const LIMIT = { begun: 3 * SECOND, new: 30 * SECOND };
/** Less stack than this process has, so that what goes well there goes well here when the message is sent. */
const RESOURCES = { maxOldGenerationSizeMb: 192, stackSizeMb: 0.5 };

let thread: Worker | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * Writes an operator's text in a thread of its own, one text at a time. One that takes too long, or too much memory, ends with its thread,
 * whatever it is doing, and this process goes on answering.
 * @throws DomainError as `writeDraft` does, and `template_too_slow`.
 */
export function writeInWorker(input: DraftToWrite): Promise<Written> {
  const written = turn.then(() => write(input));
  turn = written.catch(() => undefined);
  return written;
}

async function write(input: DraftToWrite): Promise<Written> {
  const limit = thread ? LIMIT.begun : LIMIT.new;
  thread ??= start();
  const answer = await ask(thread, input, limit);
  if (!answer) {
    await thread.terminate();
    thread = undefined;
    throw new DomainError("template_too_slow", { field: "body" });
  }
  if ("refused" in answer) throw new DomainError(answer.refused.code, answer.refused.options);
  if ("fault" in answer) throw new Error(answer.fault);
  return answer.written;
}

/** Not a static import, for the bundler would take it into the pages: Node runs the file as it is. */
function start(): Worker {
  const { Worker: Thread } = process.getBuiltinModule("node:worker_threads");
  const started = new Thread(join(process.cwd(), "lib/messages/templates/draft-worker.ts"), { resourceLimits: RESOURCES });
  started.unref();
  started.on("exit", () => {
    if (thread === started) thread = undefined;
  });
  return started;
}

/** Null when the thread does not answer in time, or ends. */
function ask(worker: Worker, input: DraftToWrite, limit: number): Promise<Answer | null> {
  return new Promise((resolve) => {
    const done = (answer: Answer | null) => {
      clearTimeout(timer);
      worker.removeAllListeners("message").removeAllListeners("error");
      resolve(answer);
    };
    const timer = setTimeout(done, limit, null);
    worker.once("message", done);
    worker.once("error", () => done(null));
    worker.postMessage(input);
  });
}
