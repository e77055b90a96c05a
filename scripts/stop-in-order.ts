type Step = () => Promise<unknown>;

/**
 * Remembers how to undo what a command has started. The first Ctrl-C, SIGTERM or closed terminal undoes it, last first, and
 * exits; repeats are ignored, for npm passes the terminal's signal on a second time.
 */
export function stopInOrder(say: (line: string) => void): { push(step: Step): void; now(): Promise<void> } {
  const steps: Step[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      for (let step = steps.pop(); step; step = steps.pop()) await step().catch((error: Error) => say(`While stopping: ${error.message}`));
    })();
    return stopped;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, async () => {
      if (stopped) return;
      say("Stopping …");
      await stop();
      say("Stopped. Nothing was lost.");
      process.exit(0);
    });
  }
  return { push: (step) => steps.push(step), now: stop };
}
