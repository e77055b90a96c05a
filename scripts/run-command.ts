/** Runs a command to its end. An expected failure is told in a line or two; LOG_LEVEL=debug shows where it came from. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(process.env.LOG_LEVEL === "debug" ? error : error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
