import { expect, test } from "vitest";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { checkBooks } from "#lib/reports/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();

test("the books of a shop agree that is older than the longest period its dashboard shows", async () => {
  const days = ["2012-02-29", "2014-02-28", "2026-05-01"];
  for (const day of days) {
    stopClockAt(new Date(`${day}T12:00:00Z`));
    await buy(await aViewer(), (await aPlan()).price);
  }
  expect((await checkBooks()).filter(({ wrong }) => wrong.length > 0)).toEqual([]);
});
