import { expect, it } from "vitest";
import { describe as described, faultsOf, faultsOfAnswer, readDescription } from "#tests/support/openapi.ts";

const SHOP = described(`
openapi: 3.0.3
paths:
  /orders/{id}:
    parameters: [{ $ref: '#/components/parameters/key' }]
    post:
      parameters: [{ name: limit, in: query, schema: { type: integer } }, { name: from, in: query, schema: { type: object, properties: { day: { type: string } } } }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/order' } } }
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/order' } } } }
        '204': { description: done }
  /orders/new:
    get: { responses: { default: { $ref: '#/components/responses/anything' } } }
components:
  parameters:
    key: { name: Request-Id, in: header, required: true, schema: { type: string, maxLength: 5 } }
  responses:
    anything: { content: { application/json: { schema: { type: object } } } }
  schemas:
    named: { type: object, required: [name, id], properties: { name: { type: string, nullable: true }, id: { type: string, readOnly: true } } }
    card: { type: object, required: [card], properties: { card: { type: string } } }
    bank: { type: object, required: [bank], properties: { bank: { type: string } } }
    order:
      allOf:
        - $ref: '#/components/schemas/named'
        - type: object
          properties:
            pay: { oneOf: [{ $ref: '#/components/schemas/card' }, { $ref: '#/components/schemas/bank' }] }
            lines: { type: array, items: { $ref: '#/components/schemas/card' } }
            metadata: { type: object }
`);

const asked = (body: unknown, more: { query?: string; headers?: Record<string, string> } = {}) =>
  faultsOf(SHOP, { method: "POST", path: "/orders/7", headers: { "request-id": "a" }, body: JSON.stringify(body), ...more });

it("lets pass what the description knows", () => {
  const order = { name: null, pay: { bank: "x" }, lines: [{ card: "1" }], metadata: { of: "ours" } };
  expect(asked(order, { query: "limit=3&from[day]=monday" })).toEqual([]);
  expect(faultsOfAnswer(SHOP, { method: "POST", path: "/orders/7", status: 200, body: JSON.stringify({ ...order, id: "7" }) })).toEqual([]);
  expect(faultsOfAnswer(SHOP, { method: "POST", path: "/orders/7", status: 204 })).toEqual([]);
  expect(faultsOfAnswer(SHOP, { method: "GET", path: "/orders/new", status: 500, body: '{"any":1}' })).toEqual([]);
});

it.each([
  ["a misspelt field", { name: "a", metdata: {} }],
  ["a misspelt field within", { name: "a", lines: [{ card: "1", cadr: "2" }] }],
  ["a misspelt field of a choice", { name: "a", pay: { bank: "x", bnak: "y" } }],
  ["no choice that fits", { name: "a", pay: {} }],
  ["a missing field", {}],
  ["another type", { name: 1 }],
])("refuses %s", (_, body) => {
  expect(asked(body)).not.toEqual([]);
});

it("refuses parameters, headers, bodies and addresses that are not described", () => {
  expect(asked({ name: "a" }, { query: "limti=3" })).not.toEqual([]);
  expect(asked({ name: "a" }, { query: "limit=few" })).not.toEqual([]);
  expect(asked({ name: "a" }, { query: "from[dya]=monday" })).not.toEqual([]);
  expect(asked({ name: "a" }, { headers: {} })).not.toEqual([]);
  expect(asked({ name: "a" }, { headers: { "request-id": "too long" } })).not.toEqual([]);
  expect(faultsOf(SHOP, { method: "POST", path: "/orders/7", headers: { "request-id": "a" } })).toEqual([
    "POST /orders/7: a body is missing",
  ]);
  expect(faultsOf(SHOP, { method: "GET", path: "/orders/new", body: "{}" })).toEqual(["GET /orders/new: no body is described"]);
  expect(faultsOf(SHOP, { method: "GET", path: "/basket" })).toEqual(["GET /basket is not in the description"]);
  expect(faultsOfAnswer(SHOP, { method: "POST", path: "/orders/7", status: 201 })).toEqual(["POST /orders/7 does not answer 201"]);
  expect(faultsOfAnswer(SHOP, { method: "POST", path: "/orders/7", status: 200, body: '{"name":"a"}' })).not.toEqual([]);
});

const orders = readDescription("paypal-checkout_orders_v2.json");
const mollie = readDescription("mollie.yaml");
if (!orders || !mollie) console.warn("The vendors' descriptions are not here: reading them is not tested.");

it.skipIf(!orders || !mollie)("reads the vendors' own", () => {
  if (!orders || !mollie) return;
  const order = { intent: "CAPTURE", purchase_units: [{ amount: { currency_code: "EUR", value: "1.00" } }] };
  const create = { method: "POST", path: "/v2/checkout/orders", headers: { "paypal-request-id": "a" } };
  expect(faultsOf(orders, { ...create, body: JSON.stringify(order) })).toEqual([]);
  expect(faultsOf(orders, { ...create, body: JSON.stringify({ ...order, custom_id: "a" }) })).not.toEqual([]);
  const payment = { amount: { currency: "EUR", value: "1.00" }, description: "a", redirectUrl: "https://example.com" };
  expect(faultsOf(mollie, { method: "POST", path: "/v2/payments", body: JSON.stringify(payment) })).toEqual([]);
  expect(faultsOf(mollie, { method: "POST", path: "/v2/payments", body: JSON.stringify({ ...payment, redirectUri: "a" }) })).not.toEqual(
    [],
  );
});
