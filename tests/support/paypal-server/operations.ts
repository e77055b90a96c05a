import { newKey, type Payload, stamp } from "./payloads.ts";
import { ApiError, type World } from "./world.ts";

type Call = { world: World; given: Payload; id: string; query: URLSearchParams; webhookId: string };
type Answer = { status?: number; body?: Payload };
type Operation = { method: string; path: RegExp; run: (call: Call) => Answer };

const at = (method: string, path: string, run: Operation["run"]): Operation => ({ method, path: new RegExp(`^${path}$`), run });
const ID = "([^/]+)";

const operations: Operation[] = [
  at("POST", "/v2/checkout/orders", ({ world, given }) => ({ status: 201, body: world.createOrder(given) })),
  at("GET", `/v2/checkout/orders/${ID}`, ({ world, id }) => ({ body: world.found(world.orders, id) })),
  at("POST", `/v2/checkout/orders/${ID}/capture`, ({ world, id }) => ({ status: 201, body: world.capture(id) })),
  at("GET", `/v2/payments/captures/${ID}`, ({ world, id }) => ({ body: captureOf(world, id) })),
  at("POST", `/v2/payments/captures/${ID}/refund`, ({ world, id, given }) => ({ status: 201, body: world.refund(id, given) })),
  at("GET", `/v2/payments/refunds/${ID}`, ({ world, id }) => ({ body: world.found(world.refunds, id) })),
  at("POST", "/v3/vault/setup-tokens", createSetup),
  at("GET", `/v3/vault/setup-tokens/${ID}`, ({ world, id }) => ({ body: world.found(world.setups, id) })),
  at("POST", "/v3/vault/payment-tokens", saveSetup),
  at("GET", "/v3/vault/payment-tokens", listTokens),
  at("GET", `/v3/vault/payment-tokens/${ID}`, ({ world, id }) => ({ body: world.found(world.tokens, id).token })),
  at("DELETE", `/v3/vault/payment-tokens/${ID}`, deleteToken),
  at("GET", "/v1/customer/disputes", listDisputes),
  at("GET", `/v1/customer/disputes/${ID}`, ({ world, id }) => ({ body: world.found(world.disputes, id) })),
  at("GET", "/v1/notifications/webhooks", ({ webhookId }) => ({ body: { webhooks: [webhookPayload(webhookId)] } })),
  at("GET", `/v1/notifications/webhooks/${ID}`, readWebhook),
  at("GET", "/v1/reporting/transactions", searchTransactions),
];

/** Does what PayPal's API does with a request. @throws ApiError */
export function perform(call: Omit<Call, "id">, method: string, path: string): { status: number; body?: Payload } {
  if ([...call.world.off].some((prefix) => path.startsWith(prefix))) throw new ApiError(403, "NOT_AUTHORIZED");
  for (const operation of operations) {
    const match = operation.method === method && operation.path.exec(path);
    if (match) return { status: 200, ...structuredClone(operation.run({ ...call, id: match[1] ?? "" })) };
  }
  throw new ApiError(404, "RESOURCE_NOT_FOUND");
}

function captureOf(world: World, id: string): Payload {
  const { order, capture } = world.found(world.captures, id);
  return { ...capture, ...world.relatedTo(order) };
}

function createSetup({ world, given }: Call): Answer {
  const id = newKey();
  const setup = {
    id,
    customer: { id: newKey().slice(0, 10) },
    status: "PAYER_ACTION_REQUIRED",
    payment_source: { paypal: {} },
    links: [
      { href: `${world.base}/checkoutnow?token=${id}`, rel: "approve", method: "GET" },
      { href: `${world.base}/v3/vault/setup-tokens/${id}`, rel: "self", method: "GET" },
    ],
  };
  world.setups.set(id, setup);
  world.inside.set(id, { page: given.payment_source.paypal.experience_context });
  return { status: 201, body: setup };
}

function saveSetup({ world, given }: Call): Answer {
  const setup = world.found(world.setups, given.payment_source.token.id);
  if (setup.status !== "APPROVED") throw new ApiError(422, "UNPROCESSABLE_ENTITY", "SETUP_TOKEN_NOT_APPROVED");
  const { id } = world.save(world.inside.get(setup.id)?.account ?? "");
  const { token } = world.found(world.tokens, id);
  token.customer = setup.customer;
  setup.status = "VAULTED";
  return { status: 201, body: token };
}

function listTokens({ world, query }: Call): Answer {
  const tokens = [...world.tokens.values()].map(({ token }) => token).filter(({ customer }) => customer.id === query.get("customer_id"));
  return { body: { customer: { id: query.get("customer_id") }, payment_tokens: tokens } };
}

function deleteToken({ world, id }: Call): Answer {
  const known = world.tokens.get(id);
  world.tokens.delete(id);
  if (known) world.emit("VAULT.PAYMENT-TOKEN.DELETED", known.token);
  return { status: 204 };
}

function listDisputes({ world, query }: Call): Answer {
  const about = query.get("disputed_transaction_id");
  const [after, before] = ["update_time_after", "update_time_before"].map((name) => query.get(name));
  const found = [...world.disputes.values()].filter(
    ({ update_time: at, disputed_transactions: [{ seller_transaction_id }] }) =>
      (!about || seller_transaction_id === about) && (!after || at >= after) && (!before || at <= before),
  );
  const [size, start] = [Number(query.get("page_size") ?? 10), Number(query.get("next_page_token")?.replace("from", "") ?? 0)];
  const items = found
    .slice(start, start + size)
    .map(({ dispute_id, create_time, update_time, status, reason }) => ({ dispute_id, create_time, update_time, status, reason }));
  const next = new URLSearchParams(query);
  next.set("next_page_token", `from${start + size}`);
  const links = found.length > start + size ? [{ href: `${world.base}/v1/customer/disputes?${next}`, rel: "next", method: "GET" }] : [];
  return { body: { ...(items.length > 0 && { items }), ...(links.length > 0 && { links }) } };
}

function readWebhook({ id, webhookId }: Call): Answer {
  if (id !== webhookId) throw new ApiError(404, "RESOURCE_NOT_FOUND");
  return { body: webhookPayload(webhookId) };
}

const webhookPayload = (id: string): Payload => ({
  id,
  url: "https://tv.example/api/webhooks/payments/paypal",
  event_types: [{ name: "*" }],
});

/** Not among the descriptions at hand. */
function searchTransactions({ world, query }: Call): Answer {
  const captures = [...world.captures.values()].flatMap(({ capture }) => (capture.status === "DECLINED" ? [] : movement(capture, "T0006")));
  const refunds = [...world.refunds.values()].map((refund) => movement(refund, "T1107", upOf(refund)));
  const [from, to] = ["start_date", "end_date"].map((name) => query.get(name) ?? "");
  const type = query.get("transaction_type");
  const within = [...captures, ...refunds, ...world.withdrawals].filter(
    ({ transaction_info: { transaction_initiation_date: at, transaction_event_code: code } }) =>
      at >= new Date(from).toISOString() && at <= new Date(to).toISOString() && (!type || code === type),
  );
  if (within.length > world.searchedAtMost) throw new ApiError(400, "RESULTSET_TOO_LARGE");
  const [size, page] = [Number(query.get("page_size") ?? 100), Number(query.get("page") ?? 1)];
  const found = within.slice((page - 1) * size, page * size);
  const total_pages = Math.ceil(within.length / size);
  return { body: { transaction_details: found, page, total_items: within.length, total_pages, last_refreshed_datetime: stamp() } };
}

const upOf = ({ links }: Payload): string =>
  links
    .find(({ rel }: Payload) => rel === "up")
    .href.split("/")
    .at(-1);

function movement({ id, status, amount, create_time, custom_id, invoice_id }: Payload, code: string, about?: string): Payload {
  return {
    transaction_info: {
      transaction_id: id,
      transaction_event_code: code,
      transaction_initiation_date: create_time,
      transaction_amount: about ? { ...amount, value: `-${amount.value}` } : amount,
      transaction_status: status === "PENDING" ? "P" : "S",
      ...(about && { paypal_reference_id: about, paypal_reference_id_type: "TXN" }),
      invoice_id,
      custom_field: custom_id,
    },
  };
}
