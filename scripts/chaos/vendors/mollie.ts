import { parseMoney } from "#lib/kernel/money.ts";
import type { Amount } from "#tests/support/mollie-server/payloads.ts";
import { startMollieServer } from "#tests/support/mollie-server.ts";
import { postForm } from "../post-form.ts";
import type { Vendor } from "../vendor.ts";

const minor = (amount: unknown) => parseMoney((amount as Amount).value, (amount as Amount).currency).minor;

export async function startMollie(): Promise<Vendor> {
  const server = await startMollieServer();
  const { world, url } = server;
  const reportOf = (reference: string) => ({ ...server.webhook(reference), address: String(world.payment(reference).webhookUrl) });
  return {
    gateway: "mollie",
    saves: true,
    url,
    keys: (base) => ({ MOLLIE_API_KEY: server.apiKey, MOLLIE_API_BASE: base }),
    pay: async (reference) => world.pay(reference, "creditcard"),
    /** A payment of Mollie's that failed is over, so nobody tries again there. */
    async payOnPage(page) {
      const back = await postForm(page, { method: "creditcard", outcome: "paid" });
      if (!back) throw new Error("The payment page leads nowhere.");
      return back;
    },
    taken: () =>
      [...world.payments.values()]
        .filter(({ status }) => status === "paid")
        .map(({ id, customerId, amount, amountRefunded, metadata }) => ({
          reference: id,
          transactionId: (metadata as Record<string, string>).transactionId,
          customerId: (world.customers.get(String(customerId))?.metadata as Record<string, string> | undefined)?.customerId,
          amount: minor(amount),
          refunded: minor(amountRefunded),
        })),
    reports: () => world.told.length,
    report: (at) => reportOf(world.told[at]),
    reportOf,
    chargeKey: (method, path, headers, body) =>
      method === "POST" && path === "/v2/payments" && body.includes('"sequenceType":"recurring"')
        ? String(headers["idempotency-key"])
        : null,
    faults: () => server.faults,
    close: () => server.close(),
  };
}
