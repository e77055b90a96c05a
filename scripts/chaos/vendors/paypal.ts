import { parseMoney } from "#lib/kernel/money.ts";
import { startPayPalServer } from "#tests/support/paypal-server.ts";
import { CARDS } from "#tests/support/shop.ts";
import { postForm } from "../post-form.ts";
import type { Vendor } from "../vendor.ts";

export async function startPayPal(): Promise<Vendor> {
  const server = await startPayPalServer();
  const { world, url, keys } = server;
  /** Its certificate is believed only from where it is asked. */
  let origin = url;
  const minor = ({ value, currency_code }: { value: string; currency_code: string }) => parseMoney(value, currency_code).minor;
  return {
    gateway: "paypal",
    saves: true,
    url,
    keys: (base) => {
      origin = base;
      return {
        PAYPAL_CLIENT_ID: keys.clientId,
        PAYPAL_CLIENT_SECRET: keys.clientSecret,
        PAYPAL_WEBHOOK_ID: keys.webhookId,
        PAYPAL_API_BASE: base,
      };
    },
    pay: async (reference) => world.approve(reference, CARDS.ok),
    /** PayPal says no when the order is captured, after its payer has come back: who has no funds there comes to its page again. */
    async payOnPage(page, again) {
      const back = await postForm(page, { account: again ? CARDS.insufficientFunds : CARDS.ok });
      if (!back) throw new Error("The payment page leads nowhere.");
      return back;
    },
    taken: () =>
      [...world.captures.values()]
        .filter(({ capture }) => ["COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"].includes(capture.status))
        .map(({ capture, order }) => ({
          reference: capture.id,
          transactionId: capture.custom_id,
          amount: minor(capture.amount),
          refunded: (order.purchase_units[0].payments.refunds ?? [])
            .filter(({ status }: { status: string }) => status === "COMPLETED")
            .reduce((sum: bigint, { amount }: { amount: { value: string; currency_code: string } }) => sum + minor(amount), 0n),
        })),
    reports: () => world.events.length,
    report: (at) => server.webhook(world.events[at], { origin }),
    reportOf: (reference) => server.webhook(reference, { origin }),
    chargeKey: (method, path, headers, body) =>
      method === "POST" && path === "/v2/checkout/orders" && body.includes("vault_id") ? String(headers["paypal-request-id"]) : null,
    faults: () => server.faults,
    close: () => server.close(),
  };
}
