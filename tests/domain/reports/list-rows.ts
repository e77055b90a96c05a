import { db } from "#lib/db/client.ts";
import { newId } from "#lib/kernel/ids.ts";
import { addPlanWithPrice, addSubscription } from "./history.ts";

export type Viewer = { id: string; name: string; email: string };

export const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-05"];
const COUNTRIES = ["DE", "FR", null] as const;
const PAYMENTS = 180;
const INVOICES = 120;
/** The same each time, and no pattern that a filter could follow. */
const dice = (seed: number, sides: number) => Math.floor((((Math.sin(seed * 12.9898) * 43758.5453) % 1) + 1) * sides) % sides;
const instant = (n: number) => new Date(`${DAYS[dice(n, 4)]}T0${dice(n + 7, 3)}:00:00Z`); // many share one

/** Invoices, transactions and subscriptions of all kinds, many at one instant. Returns the plans. */
export async function addRows(customers: Viewer[]): Promise<string[]> {
  const offers = [await addPlanWithPrice("Basic"), await addPlanWithPrice("Sport")];
  const planIds = offers.map(({ plan }) => plan.id);
  await db.invoice.createMany({ data: Array.from({ length: INVOICES }, (_, n) => invoiceRow(n, customers)) });
  const issued = await db.invoice.findMany({ where: { number: { not: null } }, orderBy: { sequence: "asc" } });
  const payments = Array.from({ length: PAYMENTS }, (_, n) => paymentRow(n, issued[n % issued.length].id, customers, planIds));
  await db.transaction.createMany({ data: payments });
  for (const [n, { id: customerId }] of customers.entries())
    for (const [p, offer] of offers.entries()) {
      const status = (["ACTIVE", "PAST_DUE", "CANCELED", "INCOMPLETE"] as const)[dice(n * 3 + p, 4)];
      const values = { customerId, payerId: customerId, status, createdAt: instant(n * 2 + p), currency: p === 0 ? "EUR" : "USD" };
      await addSubscription(offer, values);
    }
  return planIds;
}

function invoiceRow(n: number, customers: Viewer[]) {
  const total = [999n, 1499n, 5000n][dice(n + 3, 3)];
  const sequence = dice(n + 1, 6) === 0 ? null : n + 1;
  const numbered = sequence === null ? null : `2026-${String(sequence).padStart(6, "0")}`;
  const issuedAt = new Date(Date.UTC(2026, 2, 6, 0, n)); // numbers are given in turn
  const paid = numbered !== null && dice(n + 2, 3) > 0;
  const customer = customers[dice(n + 11, customers.length)];
  return {
    id: newId(),
    kind: numbered && dice(n + 5, 8) === 0 ? ("CREDIT_NOTE" as const) : ("INVOICE" as const),
    number: numbered,
    series: numbered && "2026",
    sequence,
    status: paid ? ("PAID" as const) : ("OPEN" as const),
    customerId: customer.id,
    currency: dice(n + 9, 4) === 0 ? "USD" : "EUR",
    subtotal: total,
    discount: 0n,
    tax: 0n,
    total,
    paid: paid ? total : 0n,
    seller: {},
    buyer: { name: customer.name, email: customer.email },
    createdAt: instant(n),
    issuedAt: numbered ? issuedAt : null,
    paidAt: paid ? issuedAt : null,
  };
}

const charge = newId();
function paymentRow(n: number, invoiceId: string, customers: Viewer[], planIds: string[]) {
  const customer = customers[dice(n + 13, customers.length)];
  const kind = n > 0 && dice(n + 5, 5) === 0 ? ("REFUND" as const) : dice(n + 6, 9) === 0 ? ("SETUP" as const) : ("CHARGE" as const);
  const status = (["SUCCEEDED", "SUCCEEDED", "DECLINED", "CANCELED"] as const)[dice(n + 4, 4)];
  const createdAt = instant(n + 1000);
  return {
    id: n === 0 ? charge : newId(),
    kind,
    status,
    refundOfId: kind === "REFUND" ? charge : null,
    gateway: ["stripe", "paypal", "manual"][dice(n + 8, 3)],
    gatewayReference: `ref_${n}`,
    paymentReference: dice(n + 15, 3) === 0 ? `pay_${n}` : null,
    invoiceId: kind === "CHARGE" ? invoiceId : null,
    customerId: customer.id,
    currency: (["EUR", "EUR", "USD", "JPY"] as const)[dice(n + 9, 4)],
    amount: [0n, 999n, 999n, 1499n, 20_000n][dice(n + 3, 5)],
    last4: [null, "4242", "0005", "1111"][dice(n + 16, 4)],
    planId: [null, ...planIds][dice(n + 17, 3)],
    name: customer.name,
    email: customer.email,
    address: {},
    country: COUNTRIES[dice(n + 18, 3)],
    createdAt,
    settledAt: new Date(createdAt.getTime() + dice(n + 19, 40) * 3_600_000),
  };
}
