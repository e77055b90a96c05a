import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { now } from "#lib/kernel/clock.ts";
import { signStandardWebhook } from "#lib/kernel/signature.ts";
import type { RawWebhook } from "#lib/payments/gateway.ts";

type Payment = {
  id: string;
  state: string;
  amount: number;
  currency: string;
  page: string;
  error?: string;
  statement: string;
  returnUrl: string;
  back: number;
};
type Refund = { id: string; state: string; amount: number; currency: string };
type Order = { amount: number; currency: string; statement: string; returnUrl: string };
type Answer = { status: number; body: object };

const OUTCOMES: Record<string, Partial<Payment>> = {
  "4000000000000077": { state: "processing" },
  "4000000000009995": { state: "failed", error: "insufficient_funds" },
};

/** The Acme Pay of docs/adding-a-gateway.md on this machine: its API, its page, its events. */
export async function startAcmeServer() {
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const [, room, id] = (request.url ?? "/").split("/");
    if (room === "pay") {
      if (request.method === "POST") pay(id, new URLSearchParams(body).get("card") ?? "");
      const { page, returnUrl } = payments.get(id)!;
      if (request.method === "POST") response.writeHead(303, { location: returnUrl }).end();
      else
        response
          .setHeader("content-type", "text/html")
          .end(`<form method="post" action="${page}"><input name="card"><button>Pay</button></form>`);
      return;
    }
    const answer = api(request, room, id, body);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const apiKey = "acme_test_key";
  const webhookSecret = "whsec_YWNtZSBzdGFuZC1pbg==";
  const payments = new Map<string, Payment>();
  const refunds = new Map<string, Refund>();
  const answers = new Map<string, Answer>();

  function api({ method, headers }: IncomingMessage, room: string, id: string, body: string): Answer {
    if (headers.authorization !== `Bearer ${apiKey}`) return { status: 401, body: { error: "unauthorized" } };
    if (room === "account") return { status: 200, body: { id: "acme" } };
    if (method === "GET") return found((room === "refunds" ? refunds : payments).get(id));
    const key = String(headers["idempotency-key"]);
    const known = answers.get(key) ?? (room === "refunds" ? giveBack(JSON.parse(body)) : open(JSON.parse(body)));
    answers.set(key, known);
    return known;
  }

  function open({ amount, currency, statement, returnUrl }: Order): Answer {
    if (!statement) return { status: 422, body: { error: "statement_missing" } };
    const id = randomUUID();
    payments.set(id, { id, state: "open", amount, currency, page: `${url}/pay/${id}`, statement, returnUrl, back: 0 });
    return found({ ...payments.get(id)! });
  }

  function giveBack({ payment, amount }: { payment: string; amount: number }): Answer {
    const paid = payments.get(payment);
    if (!paid) return found();
    if (paid.back + amount > paid.amount) return { status: 422, body: { error: "more_than_paid" } };
    paid.back += amount;
    const refund = { id: randomUUID(), state: "paid", amount, currency: paid.currency };
    refunds.set(refund.id, refund);
    return found(refund);
  }

  function pay(id: string, card: string): void {
    const payment = payments.get(id)!;
    if (payment.state === "open") Object.assign(payment, OUTCOMES[card] ?? { state: "paid" });
  }

  return {
    url,
    apiKey,
    webhookSecret,
    statements: () => [...payments.values()].map(({ statement }) => statement),
    pay: async (id: string, card: string) => pay(id, card),
    settle() {
      for (const payment of payments.values()) if (payment.state === "processing") payment.state = "paid";
    },
    expire(id: string) {
      payments.get(id)!.state = "expired";
    },
    webhook(payment: string): RawWebhook {
      const message = { secret: webhookSecret, id: `evt_${payment}`, timestamp: Math.floor(now().getTime() / 1000) };
      const body = JSON.stringify({ type: "payment.updated", payment });
      const signature = signStandardWebhook({ ...message, body });
      return { body, headers: { "webhook-id": message.id, "webhook-timestamp": `${message.timestamp}`, "webhook-signature": signature } };
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function found(body?: object): Answer {
  return body ? { status: 200, body } : { status: 404, body: { error: "not_found" } };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
