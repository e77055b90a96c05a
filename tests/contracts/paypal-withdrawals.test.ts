import { afterAll, expect, it } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { paypalGateway } from "#lib/payments/gateways/paypal/gateway.ts";
import type { Payload } from "#tests/support/paypal-server/payloads.ts";
import { withdraw, withdrawalReturns } from "#tests/support/paypal-server/withdrawals.ts";
import { startPayPalServer } from "#tests/support/paypal-server.ts";
import { lately, wholeList } from "./gateway-lists-contract.ts";

const server = await startPayPalServer();
const { world } = server;
const gateway = paypalGateway({ ...server.keys, apiBase: server.url });
afterAll(() => server.close());

const payouts = async () => (await wholeList((window) => gateway.payouts!(window), lately())).items;
const of = async (made: Payload) => (await payouts()).filter(({ reference }) => reference === made.transaction_id);
const EUR = money(2_500n, "EUR");

it("a withdrawal is on its way, paid or failed, in its own currency", async () => {
  const [sent, waiting, denied] = ["S", "P", "D"].map((transaction_status) => withdraw(world, EUR, { transaction_status }));
  const yen = withdraw(world, money(400n, "JPY"));
  expect(await of(sent)).toMatchObject([{ status: "paid", total: EUR, lines: "never" }]);
  expect(await of(waiting)).toMatchObject([{ status: "waiting" }]);
  expect(await of(denied)).toMatchObject([{ status: "failed" }]);
  expect(await of(yen)).toMatchObject([{ total: money(400n, "JPY") }]);
});

it("one that came back has failed; where PayPal does not say which, money came from the bank", async () => {
  const [named, unnamed] = [withdraw(world, EUR), withdraw(world, EUR)];
  withdrawalReturns(world, named, EUR);
  const back = withdrawalReturns(world, unnamed, EUR, { names: false });
  expect((await of(named)).map(({ status, total }) => [status, total])).toEqual([
    ["paid", EUR],
    ["failed", EUR],
  ]);
  expect(await of(back)).toMatchObject([{ status: "paid", total: money(-2_500n, "EUR") }]);
});

it("money that was put into the account from the bank is below zero, and what is neither is none", async () => {
  const filled = withdraw(world, money(-700n, "EUR"), { transaction_event_code: "T0300" });
  const fee = withdraw(world, money(100n, "EUR"), { transaction_event_code: "T0106" });
  expect(await of(filled)).toMatchObject([{ status: "paid", total: money(-700n, "EUR") }]);
  expect(await of(fee)).toEqual([]);
});

it("what the app may not read is said, and no failure", async () => {
  world.off.add("/v1/reporting");
  expect(await gateway.payouts!({ ...lately(), page: null })).toMatchObject({
    items: [],
    next: null,
    unread: expect.stringMatching(/Transaction search/),
  });
  world.off.clear();
});
