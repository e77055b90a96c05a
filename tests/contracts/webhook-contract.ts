import { afterEach, expect, it, vi } from "vitest";
import { BadSignature, type CheckoutRequest, type PaymentOutcome, type RawWebhook } from "#lib/payments/gateway.ts";
import type { Expected, GatewayBench } from "./gateway-contract.ts";

type Table = {
  bench: () => GatewayBench;
  pay(card: string): Promise<{ request: CheckoutRequest; reference: string; outcome: PaymentOutcome }>;
} & Pick<Expected, "cards" | "unsignedWebhooks" | "signedAddress" | "webhooksLast">;

/** For a gateway whose webhooks can be verified. */
export function webhookContract({
  bench,
  pay: payWith,
  cards,
  unsignedWebhooks: unsigned,
  signedAddress: address,
  webhooksLast: last = 10 * 60_000,
}: Table): void {
  const pay = () => payWith(cards.ok);
  const read = (raw: RawWebhook) => bench().gateway.readWebhook(raw);
  const refuses = (raw: RawWebhook) => expect(read(raw)).rejects.toThrow(BadSignature);
  afterEach(() => {
    vi.useRealTimers();
  });

  it("reads a genuine one: which payment to look at again", async () => {
    const { request, reference } = await pay();
    const raw = bench().webhook(reference);
    const event = await read(raw);
    expect(event).toMatchObject({ externalId: expect.any(String), type: expect.any(String) });
    expect([event?.reference === reference, event?.transactionId === request.transactionId]).toContain(true);
    expect(await read(raw)).toEqual(event);
  });

  it.runIf(cards.pending).each([
    ["as they were sent", false],
    ["the other way round", true],
  ])("has two genuine ones of a payment end alike: %s", async (_, isReversed) => {
    const { request, reference, outcome } = await payWith(cards.pending!);
    expect(outcome.status).toBe("pending");
    const early = bench().webhook(reference);
    bench().settle();
    const sent = [early, bench().webhook(reference)];
    const heard: string[] = [];
    let last: PaymentOutcome = outcome;
    for (const raw of isReversed ? sent.reverse() : sent) {
      const event = await read(raw);
      const known = { kind: "CHARGE", transactionId: request.transactionId, madeAt: new Date(), settings: bench().settings ?? {} } as const;
      last = await bench().gateway.lookUp({ ...known, reference: event?.reference ?? reference, report: raw.body, heard: [...heard] });
      heard.push(raw.body);
    }
    expect(last).toMatchObject({ status: "succeeded", amount: request.amount });
  });

  it.runIf(unsigned)("refuses one about what the vendor does not know, and hears one that comes again", async () => {
    const { reference } = await pay();
    const raw = bench().webhook(reference);
    expect(await read(raw)).toMatchObject({ repeats: true });
    await refuses({ ...raw, body: raw.body.replace(reference.replace(/^\W/, ""), "$&x") });
    await refuses({ ...raw, body: "" });
  });

  it.runIf(address)(
    "refuses one that comes to an address we gave for no payment, or for another, and hears one that comes again",
    async () => {
      const [one, other] = [await pay(), await pay()].map(({ reference }) => bench().webhook(reference));
      expect(await read(one)).toMatchObject({ repeats: true });
      await refuses({ ...one, body: "" });
      await refuses({ ...one, query: {} });
      await refuses({ ...one, query: undefined });
      for (const [name, value] of Object.entries(one.query ?? {})) {
        await refuses({ ...one, query: { ...one.query, [name]: other.query![name] } });
        await refuses({ ...one, query: { ...one.query, [name]: value.slice(1) } });
      }
    },
  );

  it.skipIf(unsigned || address)("refuses one that is forged, altered, unsigned or replayed later", async () => {
    const raw = bench().webhook((await pay()).reference);
    await refuses({ ...raw, body: raw.body.replace("e", "E") });
    await refuses({ ...raw, body: "" });
    await refuses({ ...raw, headers: {} });
    for (const [name, value] of Object.entries(raw.headers).filter(([header]) => header.includes("signature"))) {
      await refuses({ ...raw, headers: { [name]: value.replace(/v1=(.)/, (_, digit) => `v1=${digit === "0" ? "1" : "0"}`) } });
      await refuses({ ...raw, headers: { [name]: "nonsense" } });
    }
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + last });
    await refuses(raw);
  });
}
