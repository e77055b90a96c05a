import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { register } from "#lib/customers/register.ts";
import { db } from "#lib/db/client.ts";
import type { Role } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { DEMO_ACCOUNTS } from "#lib/identity/demo-accounts.ts";
import { hashPassword } from "#lib/identity/password.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { type Sold, seedCatalogue } from "./catalogue.ts";
import { seedExtras } from "./extras.ts";
import { tellHistory } from "./history.ts";
import { deliverHistory } from "./messages.ts";
import { Random } from "./random.ts";
import { seedTraffic } from "./traffic.ts";

const VIEWERS = 600;
const MONTHS = 18;

/**
 * Tells 18 months of an operator's life through the use cases, with the clock moved. The same seed tells the same story.
 * A story that was cut off is told again from the start: the operators, who end it, are missing then.
 */
export async function seedDemo(say: (line: string) => void): Promise<void> {
  const began = performance.now();
  const to = new Date();
  const from = new Date(
    Temporal.Instant.fromEpochMilliseconds(to.getTime()).toZonedDateTimeISO("UTC").subtract({ months: MONTHS }).epochMilliseconds,
  );
  await emptyTables();
  await waitForDisk(false);
  try {
    const random = new Random(2026);
    stopClockAt(from);
    const catalogue = await seedCatalogue();
    const extras = await seedExtras();
    await welcomeDemoViewer(catalogue, to);
    await tellHistory({
      from,
      to,
      viewers: VIEWERS,
      catalogue,
      extras,
      random,
      progress: (share) => say(`Telling the demo's history … ${Math.round(share * 100)} %`),
    });
    await seedTraffic(from, to, random);
    await deliverHistory();
  } finally {
    runClock();
    await waitForDisk(true);
  }
  await hireOperators(from);
  say(`18 months of history told in ${Math.round((performance.now() - began) / 1000)} s.`);
}

/** While the history is told, commits do not wait for the disk: should the power fail, it is told again. */
async function waitForDisk(wait: boolean): Promise<void> {
  await db.$executeRawUnsafe(`ALTER ROLE CURRENT_USER ${wait ? "RESET synchronous_commit" : "SET synchronous_commit = off"}`);
  await db.$disconnect(); // new connections follow the role
}

async function emptyTables(): Promise<void> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS "name" FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'TemplateVersion')`;
  await db.$executeRawUnsafe(`TRUNCATE ${tables.map(({ name }) => name).join(", ")} RESTART IDENTITY CASCADE`);
}

/** The account that the sign-in page offers: on the family plan for eight months. */
async function welcomeDemoViewer(catalogue: Sold[], to: Date): Promise<void> {
  const start = Temporal.Instant.fromEpochMilliseconds(to.getTime()).toZonedDateTimeISO("UTC").subtract({ months: 8, days: 11 });
  const passwordHash = await hashPassword(DEMO_ACCOUNTS.viewer.password);
  const historyStart = now();
  stopClockAt(new Date(start.epochMilliseconds));
  const customer = await transaction(async (tx) => {
    const { id } = await register(tx, {
      email: DEMO_ACCOUNTS.viewer.email,
      name: "Vera Sommer",
      passwordHash,
      locale: "en",
      country: "DE",
      phone: "+4915112345678",
      smsConsent: true,
    });
    return tx.customer.update({
      where: { id },
      data: { emailVerifiedAt: now(), addressLine1: "Lindenallee 7", postalCode: "10119", city: "Berlin" },
    });
  });
  const order = { priceId: catalogue[1].prices[0].id, currency: "EUR" };
  const shown = writtenTerms(await quoteOrder({ ...order, country: "DE" }), customer.id);
  const { orderId } = await buyPlan({ ...order, customer, gateway: "sandbox", shown, consent: true, ip: "203.0.113.7", ipCountry: "DE" });
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  if (gatewayReference) await completeSandboxCheckout(gatewayReference);
  await confirmReturn({ orderId });
  stopClockAt(historyStart);
}

const OPERATORS: [name: string, email: string, role: Role][] = [
  ["Olga Inhaber", DEMO_ACCOUNTS.operator.email, "OWNER"],
  ["Felix Konto", "finance@demo.example", "FINANCE"],
  ["Sami Support", "support@demo.example", "SUPPORT"],
  ["Vik Zuschauer", "readonly@demo.example", "VIEWER"],
];

/** All four sign in with the demo's password. */
async function hireOperators(createdAt: Date): Promise<void> {
  const passwordHash = await hashPassword(DEMO_ACCOUNTS.operator.password);
  await db.operator.createMany({ data: OPERATORS.map(([name, email, role]) => ({ name, email, role, passwordHash, createdAt })) });
}
