import { createServer } from "node:http";
import { createEmulator } from "emulate";
import type { RawReport } from "#lib/messages/channel.ts";
import { freePort } from "#scripts/free-port.ts";

export const ACCOUNT_SID = "AC00000000000000000000000000000000";
export const AUTH_TOKEN = "twilio_test_auth_token";
export const SENDER = "+15551234567";

/** A third party's stand-in for Twilio on a free port, and a place for its status callbacks. */
export async function startTwilio() {
  const port = await freePort();
  const seed = { twilio: { account: { sid: ACCOUNT_SID, auth_token: AUTH_TOKEN }, phone_numbers: [{ phone_number: SENDER }] } };
  const emulator = await createEmulator({ service: "twilio", port, seed });
  const base = `http://127.0.0.1:${port}`;
  const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64")}`;
  const callbacks: RawReport[] = [];
  const receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    callbacks.push({ url: `${receiverUrl()}${request.url}`, body, headers });
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const receiverUrl = () => `http://127.0.0.1:${(receiver.address() as { port: number }).port}`;

  return {
    base,
    reportUrl: `${receiverUrl()}/api/webhooks/messages/twilio`,
    async arrived() {
      const answer = await fetch(`${base}/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json?PageSize=100`, { headers: { authorization } });
      const { messages } = (await answer.json()) as { messages: { to: string; body: string }[] };
      return messages.map(({ to, body }) => ({ to, text: body })).reverse();
    },
    async deliver(sid: string): Promise<RawReport> {
      const body = new URLSearchParams({ MessageSid: sid, Status: "delivered" });
      await fetch(`${base}/_twilio/simulate/message-status`, { method: "POST", headers: { authorization }, body });
      return callbacks.findLast((callback) => callback.body.includes("delivered"))!;
    },
    async close() {
      await emulator.close();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
}
