import { beforeAll, expect, test } from "vitest";
import { runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { type MessageFilters, messageDetails, messageHistory } from "#lib/messages/sending/queries.ts";
import { useDatabase } from "#tests/support/database.ts";
import { customer, recipientOf, resetPassword, trialEnding, zoe } from "./letters.ts";

useDatabase();

const ALL: MessageFilters = { text: "", kind: null, status: null, templateKey: null, customerId: null, from: null, until: null };
let viewerId: string;
let resetId: string;

beforeAll(async () => {
  for (let day = 1; day <= 60; day++) {
    stopClockAt(new Date(Date.UTC(2027, 0, day, 12)));
    await trialEnding({ ...zoe, phone: null, email: `zoe${day}@example.com` });
  }
  const viewer = await customer({ name: "Ömer 100%_Yılmaz", phone: "+905321234567" });
  viewerId = viewer.id;
  stopClockAt(new Date(Date.UTC(2027, 5, 1)));
  await trialEnding(recipientOf(viewer));
  [resetId] = await resetPassword(recipientOf(viewer));
  runClock();
});

const search = async (filters: Partial<MessageFilters>) => (await messageHistory({ ...ALL, ...filters }, null)).rows;

test("pages lead through every message once and back", async () => {
  const seen: string[] = [];
  let page = await messageHistory(ALL, null);
  seen.push(...page.rows.map(({ id }) => id));
  page = await messageHistory(ALL, page.after);
  seen.push(...page.rows.map(({ id }) => id));
  expect(page.after).toBeNull();
  expect(new Set(seen).size).toBe(63);
  const back = await messageHistory(ALL, page.before);
  expect(back.rows.map(({ id }) => id)).toEqual(seen.slice(0, 50));
});

test("filters and search find what they say", async () => {
  expect(await search({ text: "ömer 100%_" })).toHaveLength(3);
  expect(await search({ text: "zoe7@" })).toHaveLength(1);
  expect(await search({ text: "%" })).toEqual([]);
  expect(await search({ kind: "SMS" })).toMatchObject([{ status: "SUPPRESSED", customerName: "Ömer 100%_Yılmaz" }]);
  expect(await search({ status: "SUPPRESSED", kind: "EMAIL" })).toEqual([]);
  expect(await search({ templateKey: "reset_password" })).toMatchObject([{ id: resetId }]);
  expect(await search({ customerId: viewerId })).toHaveLength(3);
  expect(await search({ from: new Date("2027-01-10T00:00:00Z"), until: new Date("2027-01-12T00:00:00Z") })).toHaveLength(2);
  const [{ number }] = await search({ templateKey: "reset_password" });
  expect(await search({ text: String(number) })).toMatchObject([{ id: resetId }]);
});

test("the details mask what is secret and keep the rest as it was sent", async () => {
  const details = await messageDetails(resetId);
  expect(details?.text).toContain("Choose a new password: ••••");
  expect(JSON.stringify(details)).not.toMatch(/token=SECRET|\[\[secret/);
  expect(details).toMatchObject({ version: { number: 1 }, customer: { id: viewerId }, channel: "outbox" });
  expect(details).not.toHaveProperty("secrets");
  expect(await messageDetails(crypto.randomUUID())).toBeNull();
});
