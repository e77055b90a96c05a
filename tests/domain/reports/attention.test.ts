import { expect, it } from "vitest";
import { readCommunicationParams } from "#app/operator/communications/params.ts";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { db } from "#lib/db/client.ts";
import { messageHistory } from "#lib/messages/sending/queries.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { transactions } from "#lib/reports/transactions.ts";
import { attentionHrefs } from "#lib/web/lists/report-links.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, order } from "#tests/support/shop.ts";
import { params } from "./history.ts";

useDatabase();

const AT = new Date("2026-04-10T12:00:00Z");

it("opens as many messages as the dashboard says: those of the last seven days of the account", async () => {
  const { id: templateVersionId } = await db.templateVersion.findFirstOrThrow({ where: { key: "welcome", kind: "EMAIL", locale: "en" } });
  const message = (createdAt: string, status: "FAILED" | "BOUNCED" | "KEPT" | "HELD") =>
    db.message.create({
      data: {
        ...{ kind: "EMAIL", templateKey: "welcome", templateVersionId, locale: "en", recipient: "a@example.com", text: "", status },
        dedupeKey: crypto.randomUUID(),
        createdAt: new Date(createdAt),
      },
    });
  await message("2026-04-03T21:30:00Z", "FAILED"); // the 3rd in Berlin, eight days ago
  await message("2026-04-03T22:30:00Z", "FAILED"); // the 4th
  await message("2026-04-10T10:00:00Z", "BOUNCED");
  await message("2026-04-10T11:00:00Z", "KEPT");
  await message("2026-03-30T11:00:00Z", "HELD"); // however long ago
  const { since, counts } = await needsAttention(AT, "Europe/Berlin");
  expect(counts).toMatchObject({ failed: 1, bounced: 1, kept: 1, held: 1 });
  for (const kind of ["failed", "bounced", "kept", "held"] as const) {
    const { filters } = await readCommunicationParams(params(attentionHrefs(since)[kind]), "Europe/Berlin");
    expect((await messageHistory(filters, null)).rows).toHaveLength(counts[kind]);
  }
});

it("a gateway in use whose list failed three times in a row needs somebody, once, whichever of its lists it is", async () => {
  const sweep = (gateway: string, list: "PAYMENTS" | "PAYOUTS", failures: number) =>
    db.gatewaySweep.create({ data: { gateway, list, failures, beganAt: AT, readTo: AT, dueAt: AT } });
  const silent = async () => (await needsAttention(AT, "UTC")).counts.silentGateways;
  await sweep("stripe", "PAYMENTS", 9); // it has no keys any more
  await sweep("manual", "PAYMENTS", 2);
  expect(await silent()).toBe(0);
  await sweep("sandbox", "PAYMENTS", 3);
  await sweep("sandbox", "PAYOUTS", 3);
  expect(await silent()).toBe(1);
});

it("a payment page that its viewer has not finished waits for the viewer, one without an answer for somebody here", async () => {
  const { price } = await aPlan();
  const { orderId } = await order(await aViewer(), price);
  expect((await confirmReturn({ orderId }))?.status).toBe("needs_action");
  expect((await needsAttention(new Date(), "UTC")).counts.unresolved).toBe(0);
  expect((await buy(await aViewer(), price, { card: CARDS.timeout })).status).toBe("unknown");
  const { since, counts } = await needsAttention(new Date(), "UTC");
  expect(counts.unresolved).toBe(1);
  const { filter } = await readTransactionParams(params(attentionHrefs(since).unresolved), "EUR");
  expect((await transactions(filter, "UTC", null)).rows.map(({ status }) => status)).toEqual(["UNKNOWN"]);
});
