import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { type Money, money } from "#lib/kernel/money.ts";
import { AmountNotSupported, type CheckoutRequest, type PaymentGateway } from "#lib/payments/gateway.ts";
import { CARD, chargeOf, checkoutOf, type GatewayBench, succeeded } from "./gateway-contract.ts";

type Table = {
  bench: () => GatewayBench;
  gateway: () => Required<PaymentGateway>;
  look(request: { transactionId: string }, reference: string): ReturnType<PaymentGateway["lookUp"]>;
  pay(card: string): Promise<{ request: CheckoutRequest; reference: string; outcome: Awaited<ReturnType<PaymentGateway["lookUp"]>> }>;
};

function offered(title: string, open: () => Promise<GatewayBench>, tests: (table: Table) => void): void {
  describe(title, () => {
    let bench: GatewayBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close?.());
    const look: Table["look"] = ({ transactionId }, reference) =>
      bench.gateway.lookUp({ kind: "CHARGE", transactionId, reference, settings: bench.settings ?? {} });
    const pay: Table["pay"] = async (card) => {
      const request = checkoutOf({ settings: bench.settings ?? {} });
      const { reference } = await bench.gateway.startCheckout(request);
      await bench.pay(reference, card);
      return { request, reference, outcome: await look(request, reference) };
    };
    tests({ bench: () => bench, gateway: () => bench.gateway as Required<PaymentGateway>, look, pay });
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
