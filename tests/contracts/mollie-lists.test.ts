import { afterAll, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { RefusedRequest } from "#lib/payments/gateway.ts";
import { mollieGateway } from "#lib/payments/gateways/mollie/gateway.ts";
import { mollieDescription, startMollieServer } from "#tests/support/mollie-server.ts";
import { CARD, checkoutOf, type GatewayBench } from "./gateway-contract.ts";
import { lately, listedContract, wholeList } from "./gateway-lists-contract.ts";

const server = await startMollieServer();
const gateway = mollieGateway({ apiKey: server.apiKey, apiBase: server.url });
afterAll(() => server.close());

const bench = async () =>
  ({
    gateway,
    settings: { card: true, paypal: true, ideal: true },
    pay: async (reference: string, card: string) => server.world.pay(reference, card),
  }) as unknown as GatewayBench;
listedContract("mollie", bench, { morePages: 251 });

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

async function paid(): Promise<string> {
  const { reference } = await gateway.startCheckout(checkoutOf());
  server.world.pay(reference, CARD.ok);
  return reference;
}
const listed = async (window = lately()) => (await wholeList((asked) => gateway.listed!(asked), window)).items;

it("finds what was made in Mollie's console: a payment, a refund and a chargeback, which name nothing of ours", async () => {
  const amount = { currency: "EUR", value: "7.50" };
  const { id } = server.world.makePayment({ amount, description: "By hand", sequenceType: "oneoff" });
  server.world.pay(id, CARD.ok);
  const refund = server.world.refund(id, { amount: { currency: "EUR", value: "2.00" } });
  const chargeback = server.world.chargeBack(id, amount);
  const own = (await listed()).filter(({ paymentReference }) => paymentReference === id);
  expect(own).toMatchObject([
    { kind: "payment", reference: id, transactionId: undefined, amount: money(750n, "EUR"), adjusted: true, text: "By hand" },
    { kind: "refund", reference: `${id}/${refund.id}`, transactionId: undefined, amount: money(200n, "EUR"), status: "succeeded" },
    { kind: "dispute", reference: chargeback.id, amount: money(750n, "EUR") },
  ]);
  const { refunds, disputes } = await gateway.adjustments!(id);
  expect([refunds[0].reference, disputes[0].reference]).toEqual(own.slice(1).map(({ reference }) => reference));
});

it("lists a refund by its own time, though its payment is older than the window", async () => {
  const reference = await paid();
  server.world.payment(reference).createdAt = hoursAgo(80).toISOString();
  const { id } = server.world.refund(reference, { amount: { currency: "EUR", value: "1.00" } });
  const own = (await listed()).filter(({ paymentReference }) => paymentReference === reference);
  expect(own).toMatchObject([{ kind: "refund", reference: `${reference}/${id}` }]);
});

it("reads no further back than asked", async () => {
  for (const payment of server.world.payments.values()) payment.createdAt = hoursAgo(50).toISOString();
  const reference = await paid();
  server.seen.length = 0;
  expect((await listed({ from: hoursAgo(1), to: hoursAgo(-1) })).map((item) => item.reference)).toContain(reference);
  expect(server.seen.filter(({ path }) => path === "/v2/payments")).toHaveLength(1);
});

it("says that a page is not known any more, and does not take silence for an empty list", async () => {
  await expect(gateway.listed!({ ...lately(), page: "payment:tr_forgotten" })).rejects.toThrow(RefusedRequest);
  server.troubles.push(500, 500);
  const silence = await gateway.listed!({ ...lately(), page: null }).catch((error: unknown) => error);
  expect(silence).toBeInstanceOf(Error);
  expect(silence).not.toBeInstanceOf(RefusedRequest);
});

it("a second refund of the same amount waits until Mollie takes it, and is made once", async () => {
  const paymentReference = await paid();
  const part = () => ({ transactionId: newId(hoursAgo(2).getTime()), paymentReference, amount: money(500n, "EUR") });
  const [first, second] = [part(), part()];
  expect(await gateway.refund(first)).toMatchObject({ status: "succeeded" });
  expect(await gateway.refund(second)).toEqual({ status: "pending" });
  expect(await gateway.refund({ ...part(), amount: money(499n, "EUR") })).toMatchObject({ status: "succeeded" });
  expect(await gateway.refund(second)).toEqual({ status: "pending" });
  for (const refund of server.world.refunds) refund.createdAt = hoursAgo(1).toISOString();
  server.keys.clear();
  const made = await gateway.refund(second);
  expect(made).toMatchObject({ status: "succeeded", amount: second.amount });
  server.keys.clear();
  expect(await gateway.refund(second)).toEqual(made);
  expect(server.world.refunds.filter(({ paymentId }) => paymentId === paymentReference)).toHaveLength(3);
});

it("a key in use is no refund that waits", async () => {
  const paymentReference = await paid();
  server.troubles.push(409, 409);
  expect(await gateway.refund({ transactionId: newId(), paymentReference, amount: money(100n, "EUR") })).toMatchObject({
    status: "unknown",
  });
});

it.skipIf(!mollieDescription())("asks and is answered as Mollie's description says", () => {
  expect([...new Set(server.faults)]).toEqual([]);
});
