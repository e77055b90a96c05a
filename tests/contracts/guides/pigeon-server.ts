import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { now } from "#lib/kernel/clock.ts";
import { signStandardWebhook } from "#lib/kernel/signature.ts";
import type { RawReport } from "#lib/messages/channel.ts";

type Message = { to: string; text: string; route: string };
type Answer = { status: number; body: object };

/** The Pigeon of docs/adding-a-channel.md on this machine: takes messages, and signs reports of their delivery. */
export async function startPigeonServer() {
  const server = createServer(async (request, response) => {
    const { status, body } = api(request, await read(request));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const apiKey = "pigeon_test_key";
  const webhookSecret = "whsec_cGlnZW9uIHN0YW5kLWlu";
  const arrived: (Message & { id: string })[] = [];
  const reportUrl = `${url}/reports`;

  function api({ url: path, headers }: IncomingMessage, body: string): Answer {
    if (headers.authorization !== `Bearer ${apiKey}`) return { status: 401, body: {} };
    if (path === "/ping") return { status: 200, body: {} };
    const { to, text, route }: Message = JSON.parse(body);
    if (!/^\+\d{7,15}$/.test(to)) return { status: 422, body: {} };
    const id = String(headers["idempotency-key"]);
    arrived.push({ to, text, route, id });
    return { status: 200, body: { id } };
  }

  return {
    url,
    apiKey,
    webhookSecret,
    arrived,
    reportUrl,
    async deliver(message: string): Promise<RawReport> {
      const signed = { secret: webhookSecret, id: `rep_${message}`, timestamp: Math.floor(now().getTime() / 1000) };
      const body = JSON.stringify({ event: signed.id, message, state: "arrived" });
      const signature = signStandardWebhook({ ...signed, body });
      const headers = { "webhook-id": signed.id, "webhook-timestamp": `${signed.timestamp}`, "webhook-signature": signature };
      return { url: reportUrl, body, headers };
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
