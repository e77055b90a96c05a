import { expect, it } from "vitest";
import { askedByTransfer } from "#lib/billing/parts/by-transfer.ts";
import { meantBy, verdictOf } from "#lib/billing/parts/meant-by.ts";
import { sentFor } from "#lib/billing/parts/sent-for.ts";
import { askAhead } from "#lib/billing/renewing/ask-ahead.ts";
import { chaseOverdue } from "#lib/billing/renewing/chase-overdue.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { manual } from "#lib/payments/gateways/manual/plugin.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { TRANSFERS, transfersOf } from "#prisma/seed/transfers.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, changeSettings } from "#tests/support/shop.ts";

useDatabase();

it("the demo's viewers who pay by transfer stand as they are told of", async () => {
  await changeSettings("gateways", { [manual.id]: TRANSFERS });
  const { plan, price } = await aPlan({ amount: 999n });
  for (const daysLeft of [50, 48, 40, 38, 24, 20, 9, 4, 2, 1, 0]) {
    stopClockAt(new Date(Date.parse("2028-05-20T14:00:00Z") - daysLeft * 86_400_000));
    await askAhead();
    await runRenewals();
    await chaseOverdue();
    await transfersOf(daysLeft, [{ plan, prices: [price] }]);
  }
  const all = await db.subscription.findMany({ include: { payer: true } });
  const stateOf = (name: string) => all.find(({ payer }) => payer.name === name)!.status;
  expect(["Heidi Lindner", "Rolf Petersen", "Gerda Ziegler", "Anton Brandt"].map(stateOf)).toEqual([
    "ACTIVE",
    "PAST_DUE",
    "ACTIVE",
    "INCOMPLETE",
  ]);
  const heidi = all.find(({ payer }) => payer.name === "Heidi Lindner")!;
  expect(await askedByTransfer(db, heidi.id, await getSettings())).toMatchObject({ amount: { minor: 999n }, invoice: null });
  const lines = await db.statementLine.findMany({ where: { state: "OPEN" }, orderBy: { amount: "asc" } });
  const found = await meantBy(lines);
  const sent = await sentFor(found.flat());
  expect(lines.map((line, index) => [line.payer, verdictOf(line, found[index], sent)])).toEqual([
    ["Gerda Ziegler", "amount"],
    ["Kaffeerösterei Nord", "unknown"],
  ]);
  await expectBooksAgree();
});
