import { expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import { takePayouts } from "#lib/billing/settling/take-payouts.ts";
import { statementLines } from "#lib/web/lists/statement-lines.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };
const DAY_MS = 86_400_000;

async function paidOut(reference: string, minor: bigint, day: string, said: { status?: "waiting"; currency?: string } = {}) {
  const { status = "paid", currency = "EUR" } = said;
  const arrivesAt = new Date(`${day}T00:00:00Z`);
  const at = new Date(arrivesAt.getTime() - 3 * DAY_MS);
  await takePayouts("sandbox", [{ reference, status, total: { minor, currency }, at, arrivesAt, lines: "never" }], { daily: false });
}

it("a line of a payout's amount, booked when that arrives, is shown as it, and no other is", async () => {
  await paidOut("po_1", 12_345n, "2027-03-05");
  await paidOut("po_waiting", 20_000n, "2027-03-05", { status: "waiting" });
  await paidOut("po_usd", 30_000n, "2027-03-05", { currency: "USD" });
  await paidOut("po_twin_1", 40_000n, "2027-03-05");
  await paidOut("po_twin_2", 40_000n, "2027-03-06");
  const rows = [
    "2027-03-08,SANDBOX PAYOUT,123.45",
    "2027-03-20,Much later,123.45",
    "2027-03-05,Waits,200.00",
    "2027-03-05,Other currency,300.00",
    "2027-03-05,Which one,400.00",
    "2027-03-05,Other amount,123.46",
  ];
  const file = new TextEncoder().encode(["Date,Description,Amount", ...rows].join("\n"));
  await importStatement({ fileName: "bank.csv", file }, operator);
  const lines = (await statementLines({ q: "", state: null, statement: "", from: null, to: null }, null)).rows;
  const shown = Object.fromEntries(lines.map(({ text, payout }) => [text, payout?.reference ?? null]));
  expect(shown).toEqual({
    "SANDBOX PAYOUT": "po_1",
    "Much later": null,
    Waits: null,
    "Other currency": null,
    "Which one": null,
    "Other amount": null,
  });
});
