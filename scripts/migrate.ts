import { checkEnvironment, openDatabase } from "./open-database.ts";
import { runCommand } from "./run-command.ts";

await runCommand(async () => {
  const { DATA_DIR } = checkEnvironment();
  const database = await openDatabase(DATA_DIR, console.log);
  console.log("The database is up to date.");
  await database.stop();
});
