import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";

useDatabase();

test("four workers over the same rows renew, charge, remind and deliver each once", async () => {
  stopClockAt(new Date("2026-01-15T12:00:00Z"));
  const { price } = await aPlan();
  for (let index = 0; index < 24; index += 1) await buy(await aViewer(), price, { card: index % 6 === 0 ? CARDS.laterDeclines : CARDS.ok });
  for (const instant of ["2026-02-12T12:00:00Z", "2026-02-15T12:00:00Z", "2026-02-17T12:00:00Z"]) {
    stopClockAt(new Date(instant));
    await Promise.all([runSchedule(), runSchedule(), runSchedule(), runSchedule()]);
  }
  expect(await db.invoice.count({ where: { cycle: 1 } })).toBe(24);
  expect(await db.transaction.count({ where: { kind: "CHARGE", status: "SUCCEEDED" } })).toBe(24 + 20);
  expect(await db.transaction.count({ where: { kind: "CHARGE", status: "DECLINED" } })).toBe(4 + 4);
  expect(await db.message.count({ where: { templateKey: "renewal_reminder" } })).toBe(24);
  const sent = await db.domainEvent.groupBy({ by: ["messageId"], where: { subject: "MESSAGE", type: "SENT" }, _count: true });
  expect(sent.filter(({ _count }) => _count > 1)).toEqual([]);
  expect(await db.message.count({ where: { status: "QUEUED" } })).toBe(0);
  await expectBooksAgree();
});
