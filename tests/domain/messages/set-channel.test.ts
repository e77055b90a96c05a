import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { closeChannels } from "#lib/messages/registry.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import { setChannel } from "#lib/messages/sending/set-channel.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { channelStates } from "#lib/web/settings/integrations.ts";
import { startMailServer } from "#tests/contracts/mail-server.ts";
import { useDatabase } from "#tests/support/database.ts";
import { messagesOf, resetPassword, zoe } from "./letters.ts";

useDatabase();

let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  mail = await startMailServer({ user: "tv", password: "pass" });
  Object.assign(process.env, { SMTP_URL: `smtp://tv:pass@${mail.address}`, MAIL_FROM: "tv@example.com" });
});
afterAll(async () => {
  await closeChannels();
  await mail.close();
});
const { settings: fields } = CHANNELS.find(({ id }) => id === "smtp")!;

it("a message carries what is set when it goes out", async () => {
  await setChannel({ channel: "smtp", settings: { replyTo: "help@example.com" } }, SYSTEM);
  await resetPassword({ ...zoe, phone: null });
  await deliverDueMessages();
  expect(mail.arrived.at(-1)).toMatchObject({ replyTo: "help@example.com" });
});

it("messages of a channel that lacks what operators must set wait, and go out when it is saved", async () => {
  fields.push({ name: "unit", label: "Unit", kind: "line", max: 20, required: true });
  const ids = await resetPassword({ ...zoe, phone: null });
  await deliverDueMessages();
  expect(await messagesOf(ids)).toEqual([expect.objectContaining({ status: "HELD", problem: "settings", error: "Unit" })]);
  expect(channelStates(await getSettings())[0].settings).toContainEqual(expect.objectContaining({ name: "unit", missing: true }));
  await db.message.updateMany({ where: { status: "HELD" }, data: { nextAttemptAt: new Date(now().getTime() + 600 * 60_000) } });
  const settings = { replyTo: "help@example.com", unit: "Sales" };
  await setChannel({ channel: "smtp", settings }, SYSTEM);
  await deliverDueMessages();
  expect(await messagesOf(ids)).toEqual([expect.objectContaining({ status: "SENT" })]);
  expect((await getSettings()).channels).toEqual({ smtp: { settings } });
});
