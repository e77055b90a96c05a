import { refund } from "./afterwards.ts";
import { answerDispute, giveUpDispute, uploadFile } from "./disputes.ts";
import { membersOf, type Parameter, valueAt } from "./form.ts";
import { customerPayload, intentPayload, type Payload, sessionPayload } from "./payloads.ts";
import { movesOf } from "./payouts.ts";
import { ApiError, type World } from "./world.ts";

type Call = { world: World; given: Parameter[]; id: string };
type Operation = { method: string; path: RegExp; run: (call: Call) => Payload | Record<string, unknown> };

const PREFIX = "^/v1";
const at = (method: string, path: string, run: Operation["run"]): Operation => ({ method, path: new RegExp(`${PREFIX}${path}$`), run });

const operations: Operation[] = [
  at("GET", "/balance", () => ({ object: "balance", available: [], pending: [], livemode: false })),
  at("POST", "/customers", makeCustomer),
  at("POST", "/customers/([^/]+)", updateCustomer),
  at("GET", "/payment_methods/([^/]+)", ({ world, id }) => world.get(id)),
  at("POST", "/payment_methods/([^/]+)/detach", detachMethod),
  at("POST", "/checkout/sessions", openSession),
  at("GET", "/checkout/sessions/([^/]+)", ({ world, id }) => world.get(id)),
  at("POST", "/checkout/sessions/([^/]+)/expire", expireSession),
  at("POST", "/payment_intents", createIntent),
  at("GET", "/payment_intents", listIntents),
  at("GET", "/payment_intents/([^/]+)", ({ world, id }) => world.get(id)),
  at("POST", "/payment_intents/([^/]+)/confirm", confirmIntent),
  at("POST", "/(?:payment|setup)_intents/([^/]+)/cancel", cancelIntent),
  at("GET", "/disputes", (call) => ofPayment(call, "dispute")),
  at("GET", "/disputes/([^/]+)", ({ world, id }) => world.get(id)),
  at("POST", "/disputes/([^/]+)", ({ world, id, given }) => answerDispute(world, id, given)),
  at("POST", "/disputes/([^/]+)/close", ({ world, id }) => giveUpDispute(world, id)),
  at("POST", "/files", ({ world, given }) => uploadFile(world, given)),
  at("GET", "/setup_intents/([^/]+)", ({ world, id }) => world.get(id)),
  at("POST", "/refunds", createRefund),
  at("GET", "/refunds", (call) => ofPayment(call, "refund")),
  at("GET", "/refunds/([^/]+)", ({ world, id }) => world.get(id)),
  at("GET", "/payouts", ({ world, given }) => pageOf(world.list("payout"), given, "/v1/payouts")),
  at("GET", "/balance_transactions", listMoves),
];

/** Does what Stripe's API does with a request, and expands what it asks to have expanded. @throws ApiError */
export function perform(world: World, method: string, path: string, given: Parameter[]): Record<string, unknown> {
  for (const operation of operations) {
    const match = operation.method === method && operation.path.exec(path);
    if (!match) continue;
    const answer = structuredClone(operation.run({ world, given, id: match[1] }));
    for (const { path: name, value } of given) if (name[0] === "expand") expand(world, answer, value.split("."));
    return answer;
  }
  throw new ApiError(404, { type: "invalid_request_error", message: `Unrecognized request URL (${method}: ${path}).` });
}

function expand(world: World, payload: Record<string, unknown>, [field, ...rest]: string[]): void {
  const value = payload[field];
  if (Array.isArray(value)) {
    for (const member of value) expand(world, member as Record<string, unknown>, rest);
    return;
  }
  if (typeof value === "string") payload[field] = structuredClone(world.get(value));
  if (rest.length > 0 && payload[field]) expand(world, payload[field] as Record<string, unknown>, rest);
}

function updateCustomer({ world, given, id }: Call): Payload {
  return Object.assign(world.get(id), { email: valueAt(given, "email"), name: valueAt(given, "name") });
}

function detachMethod({ world, id }: Call): Payload {
  const method = world.get(id);
  if (!method.customer)
    throw refusal(
      undefined,
      "payment_method",
      "The payment method you provided is not attached to a customer so detachment is impossible.",
    );
  world.detach(id);
  return method;
}

/** The refusals are Stripe's for an address, an amount and a currency that it does not take. */
function makeCustomer({ world, given }: Call): Payload {
  const email = valueAt(given, "email");
  if (email?.endsWith(".invalid")) throw refusal("email_invalid", "email", `Invalid email address: ${email}`);
  return world.add(customerPayload({ email, name: valueAt(given, "name"), metadata: membersOf(given, "metadata") }));
}

function refuseAmount(amount: number, currency: string | null, prefix: string): void {
  if (currency === "kpw") throw refusal(undefined, `${prefix}[currency]`, "Invalid currency: kpw.");
  if (amount < 50) throw refusal("amount_too_small", prefix, "The total amount due must add up to at least €0.50.");
  if (amount > 99_999_999) throw refusal("amount_too_large", prefix, "The total amount due must be no more than €999,999.99.");
}

function refusal(code: string | undefined, param: string, message: string): ApiError {
  return new ApiError(400, { type: "invalid_request_error", code, param, message });
}

function openSession({ world, given }: Call): Payload {
  const text = (path: string) => valueAt(given, path) ?? null;
  world.get(text("customer"), "customer");
  const amount =
    text("mode") === "setup" ? null : Number(text("line_items.0.price_data.unit_amount")) * Number(text("line_items.0.quantity"));
  if (amount !== null) refuseAmount(amount, text("line_items.0.price_data.currency"), "line_items[0][price_data]");
  const expires = Number(text("expires_at")) * 1000 - Date.now();
  if (expires < 30 * 60_000 || expires > 24 * 60 * 60_000) {
    throw new ApiError(400, {
      type: "invalid_request_error",
      param: "expires_at",
      message: "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.",
    });
  }
  const onOurPage = text("ui_mode") === "elements";
  const [wanted, ...others] = onOurPage ? ["return_url", "success_url", "cancel_url"] : ["success_url", "return_url"];
  if (!text(wanted)) throw refusal("parameter_missing", wanted, `Missing required param: ${wanted}.`);
  for (const name of others)
    if (text(name))
      throw refusal(undefined, name, `You cannot set \`${name}\` when \`ui_mode\` is \`${text("ui_mode") ?? "hosted_page"}\`.`);
  const session = world.add(
    sessionPayload({
      amount_subtotal: amount,
      amount_total: amount,
      cancel_url: text("cancel_url"),
      client_reference_id: text("client_reference_id"),
      currency: text("currency") ?? text("line_items.0.price_data.currency"),
      customer: text("customer"),
      expires_at: Number(text("expires_at")),
      locale: text("locale"),
      metadata: membersOf(given, "metadata"),
      mode: text("mode"),
      success_url: text("success_url"),
      ui_mode: text("ui_mode") ?? "hosted_page",
    }),
  );
  if (onOurPage) Object.assign(session, { client_secret: `${session.id}_secret_of_stand_in`, return_url: text("return_url") });
  else session.url = `${world.base}/c/pay/${session.id}`;
  const inside = text("mode") === "setup" ? "setup_intent_data" : "payment_intent_data";
  const reuse = text("mode") === "setup" ? {} : { setup_future_usage: text(`${inside}.setup_future_usage`) };
  world.intentFields.set(session.id, {
    description: text(`${inside}.description`),
    metadata: membersOf(given, `${inside}.metadata`),
    ...reuse,
  });
  return session;
}

function createIntent({ world, given }: Call): Payload {
  const text = (path: string) => valueAt(given, path) ?? null;
  if (text("customer")) world.get(text("customer"), "customer");
  world.get(text("payment_method"), "payment_method");
  refuseAmount(Number(text("amount")), text("currency"), "amount");
  const intent = world.add(
    intentPayload({
      amount: Number(text("amount")),
      currency: text("currency"),
      customer: text("customer"),
      description: text("description"),
      metadata: membersOf(given, "metadata"),
      payment_method: text("payment_method"),
      setup_future_usage: null,
    }),
  );
  if (text("confirm") === "true") world.confirm(intent, text("payment_method")!, text("off_session") === "true");
  return intent;
}

function confirmIntent({ world, given, id }: Call): Payload {
  const intent = world.get(id);
  world.confirm(intent, valueAt(given, "payment_method")!, valueAt(given, "off_session") === "true", valueAt(given, "return_url"));
  return intent;
}

function listIntents({ world, given }: Call): Record<string, unknown> {
  const of = valueAt(given, "customer");
  return pageOf(
    world.list("payment_intent").filter(({ customer }) => !of || customer === of),
    given,
    "/v1/payment_intents",
  );
}

function createRefund({ world, given }: Call): Payload {
  const intent = world.get(valueAt(given, "payment_intent"), "payment_intent");
  return refund(world, intent, Number(valueAt(given, "amount")), {
    metadata: membersOf(given, "metadata"),
    reason: valueAt(given, "reason") ?? null,
    ...world.gives({ amount: Number(valueAt(given, "amount")), currency: String(intent.currency) }),
  });
}

function cancelIntent({ world, id, given }: Call): Payload {
  const intent = world.get(id);
  if (intent.status === "succeeded" || intent.status === "canceled")
    throw unexpectedState(`cancel a ${intent.object} that is ${intent.status}`);
  Object.assign(intent, { status: "canceled", cancellation_reason: valueAt(given, "cancellation_reason") ?? null, next_action: null });
  if (intent.object === "payment_intent") world.emit("payment_intent.canceled", intent);
  return intent;
}

function expireSession({ world, id }: Call): Payload {
  const session = world.get(id);
  if (session.status !== "open") throw unexpectedState(`expire a session that is ${session.status}`);
  world.expire(id);
  return session;
}

function unexpectedState(what: string): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message: `You cannot ${what}.` });
}

function ofPayment({ world, given }: Call, kind: string): Record<string, unknown> {
  const of = valueAt(given, "payment_intent");
  return pageOf(
    world.list(kind).filter(({ payment_intent }) => !of || payment_intent === of),
    given,
    `/v1/${kind}s`,
  );
}

function listMoves({ world, given }: Call): Record<string, unknown> {
  const payout = valueAt(given, "payout");
  if (payout && !world.get(payout, "payout").automatic)
    throw refusal(undefined, "payout", "Balance transaction history can only be filtered on automatic transfers, not manual.");
  return pageOf(movesOf(world, payout), given, "/v1/balance_transactions");
}

/** A page of what was created in a stretch of time, the newest first. @throws ApiError for a cursor that is not in the list. */
function pageOf(all: Payload[], given: Parameter[], url: string): Record<string, unknown> {
  const [since, until, limit] = ["created.gte", "created.lt", "limit"].map((path) => valueAt(given, path));
  const within = all.filter(({ created }) => Number(created) >= Number(since ?? 0) && Number(created) < Number(until ?? Infinity));
  const after = valueAt(given, "starting_after");
  const begin = after ? within.findIndex(({ id }) => id === after) + 1 : 0;
  if (after && begin === 0) throw refusal("resource_missing", "starting_after", `No such object: '${after}'`);
  const data = within.slice(begin, begin + Number(limit ?? 10));
  return { object: "list", data, has_more: begin + data.length < within.length, url };
}
