import { setTimeout as pause } from "node:timers/promises";
import { log } from "#lib/kernel/log.ts";
import { installTemplates } from "#lib/messages/templates/templates.ts";
import { noteHeartbeat } from "./health.ts";
import { restoreClock } from "./move-clock.ts";
import { type Job, schedule } from "./schedule.ts";

const HEARTBEAT_SECONDS = 15;

/** Runs the schedule until `stop`, which waits for what is under way. Several may run at once, in one process or many. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  await restoreClock();
  await prepareTemplates();
  const stopping = new AbortController();
  const loops = [...schedule().map((job) => loop(job, stopping.signal)), beat(stopping.signal)];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/**
 * Before anything else, for compiling the mails of a new installation lets this process do nothing else for seconds; what is missing later is
 * made when a message needs it.
 */
function prepareTemplates(): Promise<void> {
  return installTemplates().catch((error) => log.error({ err: error }, "the shipped templates were not installed"));
}

async function loop({ name, everySeconds, batch, run }: Job, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const done = await run(batch).catch((error) => {
      log.error({ err: error, job: name }, "a job failed and will run again");
      return 0;
    });
    if (done < batch) await rest(everySeconds, signal);
  }
}

async function beat(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await noteHeartbeat().catch((error) => log.warn({ err: error }, "the worker's heartbeat was not written"));
    await rest(HEARTBEAT_SECONDS, signal);
  }
}

function rest(seconds: number, signal: AbortSignal): Promise<void> {
  return pause(seconds * 1000, undefined, { signal }).catch(() => {});
}
