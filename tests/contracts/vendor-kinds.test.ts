import { randomUUID } from "node:crypto";
import { money } from "#lib/kernel/money.ts";
import type { SettingValues } from "#lib/kernel/setting-fields.ts";
import { BadSignature, type CheckoutRequest, type PaymentGateway, type PaymentOutcome, RefusedRequest } from "#lib/payments/gateway.ts";
import { type Expected, type GatewayBench, gatewayContract } from "./gateway-contract.ts";

/** Vendors that differ from Stripe in what the port has to be able to say, each as little as shows it. */

type Held = { request: CheckoutRequest; outcome: PaymentOutcome };

/** What a vendor holds, by its references. */
class Books {
  private readonly held = new Map<string, Held>();

  open(request: CheckoutRequest, outcome: PaymentOutcome): string {
    const known = [...this.held].find(
      ([
        ,
        {
          request: { transactionId },
        },
      ]) => transactionId === request.transactionId,
    );
    const reference = known?.[0] ?? `tr_${randomUUID()}`;
    if (!known) this.held.set(reference, { request, outcome });
    return reference;
  }

  at(reference: string): PaymentOutcome {
    return this.held.get(reference)?.outcome ?? { status: "unknown", reason: "not found" };
  }

  knows(reference: string): boolean {
    return this.held.has(reference);
  }

  pay(reference: string): void {
    const { request, outcome } = this.held.get(reference)!;
    if (outcome.status === "needs_action")
      this.end(reference, { status: "succeeded", reference, paymentReference: reference, amount: request.amount });
  }

  end(reference: string, outcome: PaymentOutcome): void {
    this.held.get(reference)!.outcome = outcome;
  }
}

const no = async (): Promise<PaymentOutcome> => ({
  status: "declined",
  retry: "final",
  code: "not_supported",
  reason: "This vendor cannot.",
});

function benchOf(
  gateway: (books: Books) => Pick<PaymentGateway, "startCheckout" | "readWebhook">,
  webhooks: boolean,
  settings?: SettingValues,
): () => Promise<GatewayBench> {
  return async () => {
    const books = new Books();
    return {
      gateway: {
        can: { offSession: false, refunds: "none", webhooks },
        chargeSaved: no,
        refund: no,
        lookUp: async ({ reference }) => books.at(reference),
        test: async () => undefined,
        ...gateway(books),
      },
      settings,
      pay: async (reference) => books.pay(reference),
      confirm: async () => undefined,
      settle: () => undefined,
      expire: (reference) => books.end(reference, { status: "canceled", reference, reason: "expired" }),
      webhook: (reference) => ({ body: `id=${reference}`, headers: {} }),
    };
  };
}

const expected = (webhooks: boolean): Expected => ({
  can: { offSession: false, refunds: "none", webhooks },
  paid: {},
  amounts: [money(500n, "JPY")],
  cards: { ok: "any" },
});

/** As Mollie's are: webhooks that hold an id and nothing else, for an address that is told with each payment. */
const idsOnly = benchOf(
  (books) => ({
    async startCheckout(request) {
      if (!request.webhookUrl) throw new RefusedRequest("webhook_missing", "No webhook address");
      const reference = books.open(request, { status: "needs_action", url: "https://vendor.example/pay" });
      return { reference, url: "https://vendor.example/pay" };
    },
    async readWebhook({ body }) {
      const id = new URLSearchParams(body).get("id") ?? "";
      if (!books.knows(id)) throw new BadSignature();
      return { externalId: id, type: "payment", reference: id, repeats: true };
    },
  }),
  true,
);
gatewayContract("a vendor whose webhooks are ids", idsOnly, { ...expected(true), unsignedWebhooks: true });

/** As a bank transfer is: no page, but an account, which operators have set, and a reference that the viewer is shown on ours. */
const transfer = benchOf(
  (books) => ({
    async startCheckout(request) {
      const { payee, iban } = request.settings;
      const account = [{ label: "payee", value: String(payee) } as const, { label: "iban", value: String(iban) } as const];
      const instructions = [...account, { label: "reference", value: request.transactionId } as const];
      return { reference: books.open(request, { status: "needs_action", instructions }), url: request.returnUrl };
    },
    readWebhook: async () => null,
  }),
  false,
  { payee: "My TV", iban: "DE89 3704 0044 0532 0130 00" },
);
gatewayContract("a vendor that has instructions instead of a page", transfer, expected(false));
