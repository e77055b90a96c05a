import { checkEnvironment, openDatabase } from "./open-database.ts";
import { runCommand } from "./run-command.ts";
import { stopInOrder } from "./stop-in-order.ts";

await runCommand(async () => {
  const { DATA_DIR } = checkEnvironment();
  const stop = stopInOrder(console.log);
  const database = await openDatabase(DATA_DIR, console.log);
  stop.push(() => database.stop());
  const { db, replica } = await import("#lib/db/client.ts");
  stop.push(() => Promise.all([db, replica].map((client) => client.$disconnect())));
  const { startWorker } = await import("#lib/jobs/worker.ts");
  const worker = await startWorker();
  stop.push(() => worker.stop());
  console.log("The worker is running. Ctrl-C stops it.");
});
