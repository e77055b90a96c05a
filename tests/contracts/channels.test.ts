import { domainToASCII } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BadSignature, type MessageChannel } from "#lib/messages/channel.ts";
import { outbox } from "#lib/messages/channels/outbox/outbox.ts";
import { smtp } from "#lib/messages/channels/smtp/smtp.ts";
import { twilio } from "#lib/messages/channels/twilio/twilio.ts";
import { freePort } from "#scripts/free-port.ts";
import { channelContract, LETTER } from "./channel-contract.ts";
import { startMailServer } from "./mail-server.ts";
import { ACCOUNT_SID, AUTH_TOKEN, SENDER, startTwilio } from "./twilio-server.ts";

let mail: Awaited<ReturnType<typeof startMailServer>>;
let texts: Awaited<ReturnType<typeof startTwilio>>;
let nobody: string;
let overSmtp: MessageChannel;
let overTwilio: MessageChannel;

beforeAll(async () => {
  mail = await startMailServer({ user: "tv", password: "pass" });
  texts = await startTwilio();
  nobody = `127.0.0.1:${await freePort()}`;
  overSmtp = smtp({ url: `smtp://tv:pass@${mail.address}`, from: "tv@example.com" });
  overTwilio = twilio(keys());
});

afterAll(async () => {
  await overSmtp.close?.();
  await mail.close();
  await texts.close();
});

const keys = () => ({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: SENDER, apiBase: texts.base });

channelContract("email over SMTP", {
  channel: () => overSmtp,
  to: "zoe@example.com",
  arrived: () => mail.arrived,
  badAddress: "nobody@example.com",
  unreachable: () => smtp({ url: `smtp://tv:pass@${nobody}`, from: "tv@example.com" }),
  wrongKeys: () => smtp({ url: `smtp://tv:wrong@${mail.address}`, from: "tv@example.com" }),
});

channelContract("SMS with Twilio", {
  channel: () => overTwilio,
  to: "+4915112345678",
  arrived: () => texts.arrived(),
  badAddress: " ",
  unreachable: () => twilio({ ...keys(), apiBase: `http://${nobody}` }),
  wrongKeys: () => twilio({ ...keys(), authToken: "wrong" }),
  report: { url: () => texts.reportUrl, deliver: (reference) => texts.deliver(reference) },
});

channelContract("email to the outbox", { channel: () => outbox({ plays: true }), to: "zoe@example.com" });
channelContract("SMS to the outbox", { channel: () => outbox({ plays: true }), to: "+4915112345678" });

test("replies to an email go where the operator wants them, else to the sender", async () => {
  for (const replyTo of ["help@example.com", ""]) await overSmtp.send({ ...LETTER, to: "zoe@example.com", settings: { replyTo } });
  expect(mail.arrived.slice(-2).map(({ replyTo }) => replyTo)).toEqual(["help@example.com", undefined]);
});

test("Twilio's signature covers the address that was called", async () => {
  const receipt = await overTwilio.send({ ...LETTER, to: "+4915112345678", reportUrl: texts.reportUrl });
  const raw = await texts.deliver(receipt.status === "sent" ? receipt.reference! : "");
  overTwilio.reports!.verify(raw);
  expect(() => overTwilio.reports!.verify({ ...raw, url: `${raw.url}?a=b` })).toThrow(BadSignature);
});

test("a number that is not the Twilio account's is the operator's to mend", async () => {
  const receipt = await twilio({ ...keys(), from: "+15559999999" }).send({ ...LETTER, to: "+4915112345678" });
  expect(receipt).toMatchObject({ status: "failed", failure: "mend", problem: "sender", reason: expect.stringContaining("21606") });
});

test.each(["o'neil&sons/!=#~$%@example.com", "zoe@xn--bcher-kva.example"])("mail reaches %s", async (to) => {
  expect(await overSmtp.send({ ...LETTER, to })).toMatchObject({ status: "sent" });
  const [mailbox, domain] = mail.arrived.at(-1)!.to.split("@"); // the server shows domains as people read them
  expect(`${mailbox}@${domainToASCII(domain)}`).toBe(to);
});
