import { checkBooks } from "#lib/reports/books.ts";
import { checkEnvironment, openDatabase } from "./open-database.ts";
import { runCommand } from "./run-command.ts";

await runCommand(async () => {
  const { DATA_DIR } = checkEnvironment();
  const database = await openDatabase(DATA_DIR, console.log);
  try {
    let wrong = 0;
    for (const check of await checkBooks()) {
      console.log(`${check.wrong.length === 0 ? "agrees " : "DIFFERS"}  ${check.name}`);
      for (const { what, detail } of check.wrong) console.log(`           ${what}: ${detail}`);
      wrong += check.wrong.length > 0 ? 1 : 0;
    }
    console.log(wrong === 0 ? "The books agree to the minor unit." : `${wrong} statements do not hold; the first rows are named above.`);
    process.exitCode = wrong === 0 ? 0 : 1;
  } finally {
    await database.stop();
  }
});
