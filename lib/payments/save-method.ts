import type { PaymentMethod, Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { SavedMethod } from "./gateway-capabilities.ts";

/**
 * Keeps a method that a gateway saved, and makes it the viewer's default. Saving the same one again refreshes it. A gateway may know
 * one card by one reference, whoever saves it: each viewer has a row of their own.
 * The caller holds the customer's row: a viewer has one default. Returns its id, and the answer to what the caller `asks` with the same statement.
 */
export async function saveMethod(
  tx: Tx,
  customerId: string,
  gateway: string,
  method: SavedMethod,
  asks: Prisma.Sql,
): Promise<{ id: string; answer: boolean }> {
  const { reference, customerReference = null } = method;
  const { kind, brand, last4, wallet, expMonth, expYear, fingerprint, country } = details(method);
  // Counting the others makes PostgreSQL change them before the new default is inserted.
  const [saved] = await tx.$queryRaw<{ id: string; answer: boolean }[]>`
    WITH others AS (
      UPDATE "PaymentMethod" SET "isDefault" = false
      WHERE "customerId" = ${customerId}::uuid AND "isDefault" AND ("gateway", "reference") <> (${gateway}, ${reference}) RETURNING 1
    )
    INSERT INTO "PaymentMethod" ("id", "customerId", "gateway", "reference", "customerReference", "kind", "brand", "last4", "wallet", "expMonth", "expYear",
      "fingerprint", "country", "isDefault", "createdAt")
    SELECT ${newId()}::uuid, ${customerId}::uuid, ${gateway}, ${reference}, ${customerReference}, ${kind}, ${brand}, ${last4}, ${wallet}, ${expMonth}::int,
      ${expYear}::int, ${fingerprint}, ${country}, count(*) >= 0, ${now()} FROM others
    ON CONFLICT ("gateway", "reference", "customerId") DO UPDATE SET
      ("customerReference", "kind", "brand", "last4", "wallet", "expMonth", "expYear", "fingerprint", "country", "isDefault", "detachedAt", "forgetAt") =
      (excluded."customerReference", excluded."kind", excluded."brand", excluded."last4", excluded."wallet", excluded."expMonth", excluded."expYear",
       excluded."fingerprint", excluded."country", true, NULL, NULL)
    RETURNING "id", ${asks} AS "answer"`;
  return saved;
}

/** Brings a saved method up to what its gateway says now. Returns whether a viewer would call it another card. */
export async function refreshMethod(tx: Tx, known: PaymentMethod, method: SavedMethod): Promise<boolean> {
  const told = details(method);
  const fresh = { ...told, country: told.country ?? known.country }; // some tell it only of a payment
  await tx.paymentMethod.update({ where: { id: known.id }, data: fresh });
  return (["last4", "expMonth", "expYear"] as const).some((key) => known[key] !== fresh[key]);
}

/**
 * Keeps what was paid with and not saved, as evidence alone: it is out of use from the start, so that it is neither shown nor charged, and still tells whose card it was and
 * where it is from. One that is saved already stays so. Returns its id.
 */
export async function keepUsed(tx: Tx, customerId: string, gateway: string, method: SavedMethod): Promise<string> {
  const { reference, customerReference = null } = method;
  const at = now();
  const used = { ...details(method), id: newId(), customerId, gateway, reference, customerReference, createdAt: at, detachedAt: at };
  await tx.paymentMethod.createMany({ data: used, skipDuplicates: true });
  const where = { gateway_reference_customerId: { gateway, reference, customerId } };
  return (await tx.paymentMethod.findUniqueOrThrow({ where, select: { id: true } })).id;
}

function details({ kind, brand, last4, wallet, expMonth, expYear, fingerprint, country }: SavedMethod) {
  return {
    kind,
    brand: brand ?? null,
    last4: last4 ?? null,
    wallet: wallet ?? null,
    expMonth: expMonth ?? null,
    expYear: expYear ?? null,
    fingerprint: fingerprint ?? null,
    country: country ?? null,
  };
}
