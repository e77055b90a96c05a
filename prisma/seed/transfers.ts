import type { Actor } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import { recordMatches } from "#lib/billing/settling/record-line.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { register } from "#lib/customers/register.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { inGroups } from "#lib/kernel/mod97.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import type { Sold } from "./catalogue.ts";

const GATEWAY = "manual";
const FELIX: Actor = { kind: "OPERATOR", name: "Felix Konto" };

/** What operators have set, so that transfers are taken. */
export const TRANSFERS = {
  enabled: true,
  settings: { payee: "Streamtill Television GmbH", iban: "DE89370400440532013000", bic: "COBADEFFXXX", bank: "Commerzbank" },
};

type Payer = { name: string; email: string };
const HEIDI: Payer = { name: "Heidi Lindner", email: "heidi.lindner@demo.example" };
const ROLF: Payer = { name: "Rolf Petersen", email: "rolf.petersen@demo.example" };
const GERDA: Payer = { name: "Gerda Ziegler", email: "gerda.ziegler@demo.example" };
const ANTON: Payer = { name: "Anton Brandt", email: "anton.brandt@demo.example" };

/**
 * Some pay by transfer. Told of a day by how many are left of the history: who has paid ahead and is asked again, who is overdue, whose transfer is not to the unit, and who has only ordered. The last
 * statement has lines for a person.
 */
export async function transfersOf(daysLeft: number, [basic]: Sold[]): Promise<void> {
  if (daysLeft === 50) await Promise.all([HEIDI, GERDA].map((payer) => orderByTransfer(payer, basic)));
  if (daysLeft === 48) await statement([await lineOf(HEIDI), await lineOf(GERDA)]);
  if (daysLeft === 40) await orderByTransfer(ROLF, basic);
  if (daysLeft === 38) await statement([await lineOf(ROLF)]);
  if (daysLeft === 24) await statement([await lineOf(HEIDI), await lineOf(GERDA)]);
  if (daysLeft === 2) await orderByTransfer(ANTON, basic);
  if (daysLeft === 1) await statement([await lineOf(GERDA, -100n), ["Kaffeerösterei Nord", "Rechnung 8812 Rückzahlung", 1250n]]);
}

async function orderByTransfer({ name, email }: Payer, { prices }: Sold): Promise<void> {
  const customer = await transaction(async (tx) => {
    const { id } = await register(tx, { email, name, locale: "en", country: "DE" });
    return tx.customer.update({
      where: { id },
      data: { emailVerifiedAt: now(), addressLine1: "Am Markt 3", postalCode: "24103", city: "Kiel" },
    });
  });
  const order = { priceId: prices[0].id, currency: "EUR" };
  const shown = writtenTerms(await quoteOrder({ ...order, country: "DE" }), customer.id);
  const { orderId } = await buyPlan({ ...order, customer, gateway: GATEWAY, shown, consent: true, ip: "203.0.113.9", ipCountry: "DE" });
  await confirmReturn({ orderId }, customer);
}

type Line = [payer: string, text: string, minor: bigint];

/** What somebody transfers: as much as they are asked for, and `more`. */
async function lineOf({ name, email }: Payer, more = 0n): Promise<Line> {
  const first = { customer: { email }, gateway: GATEWAY, request: { not: {} } };
  const { amount, gatewayReference } = await db.transaction.findFirstOrThrow({ where: first, orderBy: { number: "asc" } });
  return [name, inGroups(gatewayReference!), amount + more];
}

async function statement(lines: Line[]): Promise<void> {
  const day = now().toISOString().slice(0, 10);
  const rows = lines.map(([payer, text, minor], index) =>
    [day, payer, text, toDecimal({ minor, currency: "EUR" }), "EUR", `${day}-${index}`].join(","),
  );
  const file = ["Date,Payer,Description,Amount,Currency,Transaction ID", ...rows];
  const { number } = await importStatement({ fileName: `${day}.csv`, file: new TextEncoder().encode(file.join("\n")) }, FELIX);
  const imported = await db.statementLine.findMany({ where: { statement: { number: number! } } });
  await recordMatches({ lineIds: imported.map(({ id }) => id) }, FELIX);
}
