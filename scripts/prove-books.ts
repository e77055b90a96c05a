import { booksSize, checkBooks } from "#lib/reports/books.ts";
import { checkEnvironment, openDatabase } from "./open-database.ts";
import { runCommand } from "./run-command.ts";

/** Proves the books of one database, and says which and how much there was to compare. */
await runCommand(async () => {
  const { DATA_DIR } = checkEnvironment();
  const given = process.env.DATABASE_URL;
  const database = await openDatabase(DATA_DIR, console.log);
  try {
    console.log(`The books in ${given ? nameOf(given) : DATA_DIR}:`);
    let wrong = 0;
    for (const check of await checkBooks()) {
      console.log(`${check.wrong.length === 0 ? "agrees " : "DIFFERS"}  ${check.name}`);
      for (const { what, detail } of check.wrong) console.log(`           ${what}: ${detail}`);
      wrong += check.wrong.length > 0 ? 1 : 0;
    }
    const { invoices, transactions, journals } = await booksSize();
    console.log(`Compared: ${invoices} invoices and credit notes, ${transactions} transactions, ${journals} journals.`);
    console.log(
      wrong === 0 ? "The books agree to the minor unit.\n" : `${wrong} statements do not hold; the first rows are named above.\n`,
    );
    process.exitCode = wrong === 0 ? 0 : 1;
  } finally {
    await database.stop();
  }
});

/** Host and name, for the address holds a password. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}
