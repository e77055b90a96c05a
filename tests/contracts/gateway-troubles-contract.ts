import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import type { PaymentOutcome } from "#lib/payments/gateway.ts";
import type { DeclineCodes, SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import type { DeclineClass } from "#lib/settings/decline-classes.ts";
import { chargeOf, checkoutOf, type GatewayBench, succeeded } from "./gateway-contract.ts";

/** What happens to a request: it is lost on its way, done with the answer lost, or answered with a status instead of being done. */
export type Trouble = "lost before" | "lost after" | 429 | 500;

export type TroubledBench = GatewayBench & {
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

export type TroubledExpected = {
  cards: { ok: string; pending?: string };
  declines: DeclineCodes;
  /** Cards that are good at first and declined later: what each is to say. */
  declined: [card: string, retry: "retry" | "final", why: DeclineClass][];
};

const TROUBLES: [Trouble, number][] = (["lost before", "lost after", 429, 500] as const).flatMap((kind) => [
  [kind, 0],
  [kind, 1],
]);

/** That no trouble on the way loses or doubles a payment, and what a vendor does of itself is told: for gateways that charge saved methods and refund in part. */
export function troublesContract(name: string, open: () => Promise<TroubledBench>, { cards, declines, declined }: TroubledExpected): void {
  describe(`${name} in trouble`, () => {
    let bench: TroubledBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close?.());
    afterEach(() => bench.calm());

    const set = () => ({ settings: bench.settings ?? {} });
    const look = (transactionId: string, reference: string, kind: "CHARGE" | "REFUND" = "CHARGE") =>
      bench.gateway.lookUp({ kind, transactionId, reference, ...set() });
    const pay = async (card: string) => {
      const request = checkoutOf(set());
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, card);
      return { request, reference, outcome: await look(request.transactionId, reference) };
    };
    const save = async (card: string): Promise<SavedMethod> => succeeded((await pay(card)).outcome).method!;

    it.each(TROUBLES)("opens a page once: %s, after %d requests", async (kind, after) => {
      const request = checkoutOf(set());
      bench.trouble(kind, after);
      const first = await bench.gateway.startCheckout(request).catch((error: Error) => error);
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
      await onceMore(() => bench.gateway.chargeSaved(request), bench);
      expect(bench.made(request.transactionId)).toBe(1);
    });

    it.each(TROUBLES)("gives back once: %s, after %d requests", async (kind, after) => {
      const { paymentReference } = succeeded((await pay(cards.ok)).outcome);
      const request = { transactionId: newId(), paymentReference: paymentReference!, amount: money(500n, "EUR") };
      bench.trouble(kind, after);
      await onceMore(() => bench.gateway.refund(request), bench);
      expect(bench.made(request.transactionId)).toBe(1);
    });

    it.each(TROUBLES)("finds out what became of a paid page: %s, after %d requests", async (kind, after) => {
      const request = checkoutOf(set());
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, cards.ok);
      bench.trouble(kind, after);
      await onceMore(() => look(request.transactionId, reference), bench);
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

    it.each(declined)("tells what %s means: %s, %s", async (card, retry, why) => {
      const outcome = await bench.gateway.chargeSaved(chargeOf(await save(card), set()));
      expect(outcome).toMatchObject({ status: "declined", retry, code: expect.any(String), reason: expect.stringMatching(/./) });
      const classes = Object.entries(declines).filter(([, codes]) => codes.includes((outcome as { code: string }).code));
      expect(classes.map(([is]) => is)).toEqual(why === "refused" ? [] : [why]);
    });

    it("gives back in parts, up to the whole, and tells each", async () => {
      const { outcome } = await pay(cards.ok);
      const paymentReference = succeeded(outcome).paymentReference!;
      const part = (minor: bigint) => ({ transactionId: newId(), paymentReference, amount: money(minor, "EUR") });
      const parts = [part(500n), part(1_000n), part(499n)];
      for (const one of parts) succeeded(await bench.gateway.refund(one));
      expect(await bench.gateway.refund(part(1n))).toMatchObject({ status: "declined" });
      const { refunds } = await bench.gateway.adjustments!(paymentReference);
      expect(refunds.map(({ transactionId }) => transactionId).sort()).toEqual(parts.map(({ transactionId }) => transactionId).sort());
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

/** No answer is never a failure; the same request made again is what it was, or is done then. */
async function onceMore(request: () => Promise<PaymentOutcome>, { calm }: TroubledBench): Promise<void> {
  const first = await request();
  expect(["unknown", "succeeded"]).toContain(first.status);
  calm();
  const then = succeeded(await request());
  if (first.status === "succeeded") expect(first).toEqual(then);
}
