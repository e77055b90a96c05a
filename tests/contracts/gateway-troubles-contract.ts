import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import type { PaymentGateway, PaymentOutcome } from "#lib/payments/gateway.ts";
import type { SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import { chargeOf, checkoutOf, type GatewayBench, succeeded } from "./gateway-contract.ts";

/** What happens to a request: it is lost on its way, done with the answer lost, never answered (done or not), or answered with a status instead of being done. */
export type Trouble = "lost before" | "lost after" | "silent before" | "silent after" | 429 | 500;

export type TroubledBench = GatewayBench & {
  /** The same gateway, that waits for each answer a moment only: `MOMENT_MS`. */
  impatient: PaymentGateway;
  /** After so many more requests that pass, everything that is sent to the vendor runs into this, until it is calm. */
  trouble(kind: Trouble, after: number): void;
  calm(): void;
  /** How many payments or refunds that went through the vendor holds for a transaction of ours. */
  made(transactionId: string): number;
  /** Payments that are on their way fail, as a debit does that the bank returns. */
  fail?(): void;
  /** The payer's bank asks for the payment back, whole, and takes it; then it decides. */
  dispute?(paymentReference: string): (decision: "won" | "lost") => void;
};

type Request = (gateway: PaymentGateway) => Promise<PaymentOutcome>;

export const MOMENT_MS = 50;

const TROUBLES: [Trouble, number][] = (["lost before", "lost after", "silent before", "silent after", 429, 500] as const).flatMap(
  (kind) => [
    [kind, 0],
    [kind, 1],
  ],
);

/** That no trouble on the way loses or doubles a payment, and what a vendor does of itself is told: for gateways that charge saved methods. */
export function troublesContract(name: string, open: () => Promise<TroubledBench>, cards: { ok: string; pending?: string }): void {
  describe(`${name} in trouble`, () => {
    let bench: TroubledBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close?.());
    afterEach(() => bench.calm());

    const set = () => ({ settings: bench.settings ?? {} });
    /** The gateway that is asked while there is that trouble: nobody waits here as long as it does for an answer that never comes. */
    const inTrouble = (kind: Trouble) => (String(kind).startsWith("silent") ? bench.impatient : bench.gateway);
    const look = (transactionId: string, reference: string, gateway = bench.gateway) =>
      gateway.lookUp({ kind: "CHARGE", transactionId, reference, ...set() });
    const pay = async (card: string) => {
      const request = checkoutOf(set());
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, card);
      return { request, reference, outcome: await look(request.transactionId, reference) };
    };
    const save = async (card: string): Promise<SavedMethod> => succeeded((await pay(card)).outcome).method!;

    /** No answer is never a failure; the same request made again is what it was, or is done then. `makes`: for which transaction it makes something. */
    const onceMore = async (request: Request, [kind, after]: (typeof TROUBLES)[number], makes?: string) => {
      const asked = () => request(inTrouble(kind));
      const first = await asked();
      expect(after === 0 ? ["unknown"] : ["unknown", "succeeded"]).toContain(first.status);
      if (makes && after === 0) await hasActed(kind, makes, asked);
      bench.calm();
      const then = succeeded(await request(bench.gateway));
      if (first.status === "succeeded") expect(first).toEqual(then);
    };

    /** Where the vendor acts, it has or does when it is asked again; where it does not, it has not. */
    const hasActed = async (kind: Trouble, transactionId: string, asked: () => Promise<PaymentOutcome>) => {
      if (!String(kind).endsWith("after")) return expect(bench.made(transactionId)).toBe(0);
      for (let tries = 0; tries < 5 && bench.made(transactionId) === 0; tries += 1)
        expect(await asked()).toMatchObject({ status: "unknown" });
      expect(bench.made(transactionId)).toBe(1);
    };

    it.each(TROUBLES)("opens a page once: %s, after %d requests", async (kind, after) => {
      const request = checkoutOf(set());
      bench.trouble(kind, after);
      const first = await inTrouble(kind)
        .startCheckout(request)
        .catch((error: Error) => error);
      if (first instanceof Error) expect(first.name).not.toBe("RefusedRequest");
      bench.calm();
      const { reference } = await bench.gateway.startCheckout(request);
      if (!(first instanceof Error)) expect(first.reference).toBe(reference);
      await bench.pay(reference, cards.ok);
      succeeded(await look(request.transactionId, reference));
      expect(bench.made(request.transactionId)).toBe(1);
    });

    it.each(TROUBLES)("charges once: %s, after %d requests", async (kind, after) => {
      const request = chargeOf(await save(cards.ok), set());
      bench.trouble(kind, after);
      await onceMore((gateway) => gateway.chargeSaved(request), [kind, after], request.transactionId);
      expect(bench.made(request.transactionId)).toBe(1);
    });

    it.each(TROUBLES)("gives back once: %s, after %d requests", async (kind, after) => {
      const { paymentReference } = succeeded((await pay(cards.ok)).outcome);
      const request = { transactionId: newId(), paymentReference: paymentReference!, amount: money(500n, "EUR") };
      bench.trouble(kind, after);
      await onceMore((gateway) => gateway.refund(request), [kind, after], request.transactionId);
      expect(bench.made(request.transactionId)).toBe(1);
    });

    it.each(TROUBLES)("finds out what became of a paid page: %s, after %d requests", async (kind, after) => {
      const request = checkoutOf(set());
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, cards.ok);
      bench.trouble(kind, after);
      await onceMore((gateway) => look(request.transactionId, reference, gateway), [kind, after]);
      expect(bench.made(request.transactionId)).toBe(1);
    });

    it.runIf(cards.pending)("says pending, and that it failed then", async () => {
      const { request, reference, outcome } = await pay(cards.pending!);
      expect(outcome).toMatchObject({ status: "pending" });
      bench.fail!();
      const failed = await look(request.transactionId, reference);
      expect(["declined", "canceled"]).toContain(failed.status);
      expect(bench.made(request.transactionId)).toBe(0);
    });

    it.each(["won", "lost"] as const)("tells a dispute that is %s", async (decision) => {
      const { request, reference, outcome } = await pay(cards.ok);
      const paymentReference = succeeded(outcome).paymentReference!;
      const decide = bench.dispute!(paymentReference);
      expect(await look(request.transactionId, reference)).toMatchObject({ status: "succeeded", adjusted: true });
      const told = async () => (await bench.gateway.adjustments!(paymentReference)).disputes;
      const [opened] = await told();
      expect(opened).toMatchObject({ amount: request.amount, taken: request.amount.minor, reason: expect.any(String) });
      expect(["open", "lost"]).toContain(opened.status);
      decide(decision);
      const taken = decision === "won" ? 0n : request.amount.minor;
      expect(await told()).toMatchObject([{ reference: opened.reference, status: decision, taken }]);
    });
  });
}
