import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { type Money, money } from "#lib/kernel/money.ts";
import { AmountNotSupported, type CheckoutRequest, type PaymentGateway } from "#lib/payments/gateway.ts";
import type { DeclineCodes, SavedMethod } from "#lib/payments/gateway-capabilities.ts";
import type { DeclineClass } from "#lib/settings/decline-classes.ts";
import { CARD, chargeOf, checkoutOf, type GatewayBench, succeeded } from "./gateway-contract.ts";

type Table = {
  bench: () => GatewayBench;
  gateway: () => Required<PaymentGateway>;
  look(request: { transactionId: string }, reference: string, kind?: "CHARGE" | "SETUP"): ReturnType<PaymentGateway["lookUp"]>;
  pay(
    card: string,
    over?: Partial<CheckoutRequest>,
  ): Promise<{ request: CheckoutRequest; reference: string; outcome: Awaited<ReturnType<PaymentGateway["lookUp"]>> }>;
};

function offered(title: string, open: () => Promise<GatewayBench>, tests: (table: Table) => void): void {
  describe(title, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close?.());
    const look: Table["look"] = ({ transactionId }, reference, kind = "CHARGE") =>
      bench.gateway.lookUp({ kind, transactionId, reference, settings: bench.settings ?? {} });
    const pay: Table["pay"] = async (card, over) => {
      const request = checkoutOf({ settings: bench.settings ?? {}, ...over });
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, card);
      return { request, reference, outcome: await look(request, reference, request.mode === "setup" ? "SETUP" : "CHARGE") };
    };
    tests({ bench: () => bench, gateway: () => bench.gateway as Required<PaymentGateway>, look, pay });
  });
}

/** For a gateway that saves methods: `known` is what it tells of one that was only paid with. */
export function onceContract(name: string, open: () => Promise<GatewayBench>, known: Partial<SavedMethod>): void {
  offered(`${name} saves only where it is asked to`, open, ({ pay }) => {
    it("says what was paid with where nothing is saved, and that it is not", async () => {
      const { method } = succeeded((await pay(CARD.ok, { saveMethod: false })).outcome);
      expect(method).toMatchObject({ ...known, once: true, reference: expect.stringMatching(/./) });
    });

    it("says nothing of the kind of what is saved", async () => {
      for (const over of [{}, { mode: "setup", amount: money(0n, "EUR") } as const])
        expect(succeeded((await pay(CARD.ok, over)).outcome).method).not.toHaveProperty("once");
    });
  });
}

/** For a gateway with `cancel`. */
export function cancelContract(name: string, open: () => Promise<GatewayBench>): void {
  offered(`${name} gives up what waits for the viewer`, open, ({ bench, gateway, look, pay }) => {
    it("a page that is given up cannot be paid", async () => {
      const request = checkoutOf({ settings: bench().settings ?? {} });
      const { reference } = await gateway().startCheckout(request);
      await gateway().cancel({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: bench().settings ?? {} });
      await bench().pay(reference, CARD.ok);
      expect(await look(request, reference)).toMatchObject({ status: "canceled" });
    });

    it("a charge that waits for the bank is given up", async () => {
      const asked = chargeOf(succeeded((await pay(CARD.laterNeedsAction)).outcome).method!, { settings: bench().settings ?? {} });
      const { reference } = (await gateway().chargeSaved(asked)) as { reference: string };
      await gateway().cancel({ kind: "CHARGE", transactionId: asked.transactionId, reference, settings: bench().settings ?? {} });
      await bench().confirm(reference, true);
      expect(["canceled", "declined"]).toContain((await look(asked, reference)).status);
    });

    it("what is paid stays paid", async () => {
      const { request, reference, outcome } = await pay(CARD.ok);
      await gateway()
        .cancel({ kind: "CHARGE", transactionId: request.transactionId, reference, settings: bench().settings ?? {} })
        .catch(() => undefined);
      expect(await look(request, reference)).toEqual(outcome);
    });
  });
}

/** For a gateway with `canTake`. */
export function canTakeContract(name: string, open: () => Promise<GatewayBench>, { can, cannot }: { can: Money[]; cannot: Money[] }): void {
  offered(`${name} knows the amounts that it takes`, open, ({ gateway }) => {
    it.each(can)("$minor $currency: yes", async (amount) => {
      expect(gateway().canTake(amount)).toBe(true);
      await expect(gateway().startCheckout(checkoutOf({ amount }))).resolves.toMatchObject({
        reference: expect.any(String),
      });
    });

    it.each(cannot)("$minor $currency: no, and says so at once", async (amount) => {
      expect(gateway().canTake(amount)).toBe(false);
      await expect(gateway().startCheckout(checkoutOf({ amount }))).rejects.toThrow(AmountNotSupported);
    });
  });
}

/** Cards that are good at first and declined later, by themselves or by the payer whom the bank asks: what each is to say. */
type Declined = [card: string, retry: "retry" | "final", why: DeclineClass][];

/** For a gateway that charges saved methods; `declines` as its plug-in has them. */
export function declinesContract(name: string, open: () => Promise<GatewayBench>, declines: DeclineCodes, declined: Declined): void {
  offered(`${name} tells why it was declined`, open, ({ bench, gateway, look, pay }) => {
    it.each(declined)("tells what %s means: %s, %s", async (card, retry, why) => {
      const request = chargeOf(succeeded((await pay(card)).outcome).method!, { settings: bench().settings ?? {} });
      let outcome = await gateway().chargeSaved(request);
      if (outcome.status === "needs_action") {
        await bench().confirm(outcome.reference!, false);
        outcome = await look(request, outcome.reference!);
      }
      expect(outcome).toMatchObject({ status: "declined", retry, code: expect.any(String), reason: expect.stringMatching(/./) });
      const classes = Object.entries(declines).filter(([, codes]) => codes.includes((outcome as { code: string }).code));
      expect(classes.map(([is]) => is)).toEqual(why === "refused" ? [] : [why]);
    });
  });
}

/** For a gateway that refunds in part: each of these payments is given back in three. */
export function partsContract(name: string, open: () => Promise<GatewayBench>, payments: Money[]): void {
  offered(`${name} gives back in parts`, open, ({ gateway, pay }) => {
    it.each(payments)("$minor $currency, up to the whole, each once, and tells each", async (amount) => {
      const paymentReference = succeeded((await pay(CARD.ok, { amount })).outcome).paymentReference!;
      const part = (minor: bigint) => ({ transactionId: newId(), paymentReference, amount: money(minor, amount.currency) });
      const [less, more] = [tens(amount.minor / 4n), tens(amount.minor / 2n)];
      const parts = [part(less), part(more), part(amount.minor - less - more)];
      for (const one of parts) expect(succeeded(await gateway().refund(one)).amount).toEqual(one.amount);
      for (const one of parts) expect(succeeded(await gateway().refund(one)).amount).toEqual(one.amount);
      expect(await gateway().refund(part(10n))).toMatchObject({ status: "declined" });
      if (!gateway().adjustments) return;
      const { refunds } = await gateway().adjustments(paymentReference);
      const told = refunds.map(({ transactionId, amount: { minor } }) => `${transactionId} ${minor}`);
      expect(told.sort()).toEqual(parts.map(({ transactionId, amount: { minor } }) => `${transactionId} ${minor}`).sort());
    });
  });
}

/** Some vendors take three decimals in steps of ten only. */
const tens = (minor: bigint): bigint => minor - (minor % 10n);

/** For a gateway with `adjustments`. What is done in the vendor's own dashboard is tested with the gateway. */
export function adjustmentsContract(name: string, open: () => Promise<GatewayBench>): void {
  offered(`${name} tells what became of a payment`, open, ({ gateway, look, pay }) => {
    it("names a refund by our transaction", async () => {
      const { request, reference, outcome } = await pay(CARD.ok);
      const paymentReference = succeeded(outcome).paymentReference!;
      expect(await gateway().adjustments(paymentReference)).toEqual({ refunds: [], disputes: [] });
      const part = { transactionId: newId(), paymentReference, amount: money(500n, "EUR") };
      const refunded = succeeded(await gateway().refund(part));
      expect(await gateway().adjustments(paymentReference)).toEqual({
        refunds: [{ reference: refunded.reference, transactionId: part.transactionId, amount: part.amount, outcome: refunded }],
        disputes: [],
      });
      expect(await look(request, reference)).toEqual({ ...outcome, adjusted: true });
    });
  });
}
