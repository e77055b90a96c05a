import { TEST_CARDS } from "#lib/payments/gateways/sandbox/cards.ts";
import { checkoutReference, methodReference } from "#lib/payments/gateways/sandbox/references.ts";
import type { Random } from "#prisma/seed/random.ts";
import { bytesOf } from "./encode.ts";
import { type Id, idText } from "./ids.ts";

export type Gateway = {
  id: string;
  weight: number;
  kind: "card" | "wallet" | "bank";
  /** Null: it does not say what it keeps. */
  fee: { ppm: number; fixed: number } | null;
  /** What its references begin with. */
  page: string;
  payment: string;
  refund: string;
  /** Whether it saves methods and takes money without the viewer. */
  saves: boolean;
  cash: Uint8Array;
};

const gateway = (made: Omit<Gateway, "cash">): Gateway => ({ ...made, cash: bytesOf(`cash:${made.id}`) });

/** Through which money came; the first is the sandbox, which goes on without keys. */
export const GATEWAYS: Gateway[] = [
  gateway({
    id: "sandbox",
    weight: 34,
    kind: "card",
    fee: { ppm: 14_000, fixed: 25 },
    page: "sbx_co_",
    payment: "sbx_ch_",
    refund: "sbx_re_",
    saves: true,
  }),
  gateway({
    id: "stripe",
    weight: 24,
    kind: "card",
    fee: { ppm: 15_000, fixed: 25 },
    page: "cs_",
    payment: "pi_",
    refund: "re_",
    saves: true,
  }),
  gateway({ id: "mollie", weight: 28, kind: "bank", fee: null, page: "tr_", payment: "tr_", refund: "rf_", saves: true }),
  gateway({
    id: "paypal",
    weight: 9,
    kind: "wallet",
    fee: { ppm: 24_900, fixed: 35 },
    page: "PP",
    payment: "PC",
    refund: "PR",
    saves: true,
  }),
  gateway({ id: "manual", weight: 4, kind: "bank", fee: null, page: "RF", payment: "RF", refund: "RFR", saves: false }),
];

export type Method = {
  kind: string;
  brand: string | null;
  last4: string | null;
  expMonth: number | null;
  expYear: number | null;
  reference: string;
};

/** The method that a viewer saves with a payment. One of the sandbox's is signed as its own, so that it can be charged. */
export function drawMethod(gateway: Gateway, payment: Id, random: Random, year: number): Method {
  const { kind, id } = gateway;
  const digits = String(random.between(1000, 9999));
  if (id === GATEWAYS[0].id) {
    const card = TEST_CARDS[0];
    const reference = methodReference({ transactionId: idText(payment), card });
    return { kind, brand: card.brand, last4: card.number.slice(-4), expMonth: 12, expYear: 2034, reference };
  }
  const reference = `${id}_m${payment.n.toString(36)}`;
  if (kind === "wallet") return { kind, brand: id, last4: null, expMonth: null, expYear: null, reference };
  if (kind === "bank") return { kind, brand: null, last4: digits, expMonth: null, expYear: null, reference };
  const brand = random.weighted([["visa", 58] as const, ["mastercard", 36] as const, ["amex", 6] as const]);
  return { kind, brand, last4: digits, expMonth: random.between(1, 12), expYear: year + random.between(1, 5), reference };
}

export function feeOf({ fee }: Gateway, amount: number): number | null {
  return fee && Math.floor((amount * fee.ppm + 500_000) / 1_000_000) + fee.fixed;
}

/** The reference of a page that is still open; the sandbox's own is one that it knows. */
export function checkoutPage(gateway: Gateway, payment: Id, amount: number, currency: string, expiresAt: number): string {
  if (gateway.id !== GATEWAYS[0].id) return gateway.page + payment.n.toString(36);
  const mode = amount > 0 ? "payment" : "setup";
  const asked = { transactionId: idText(payment), mode, amount: { minor: BigInt(amount), currency }, saveMethod: true } as const;
  return checkoutReference({ ...asked, expiresAt: new Date(expiresAt) });
}
