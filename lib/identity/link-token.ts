import { createHash, randomBytes } from "node:crypto";
import { db } from "#lib/db/client.ts";
import type { TokenPurpose } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";

/** Makes the token of a one-time link that ends after `minutes`. Only its SHA-256 is kept, so the database cannot be used to sign in. */
export async function createLinkToken(tx: Tx, purpose: TokenPurpose, subjectId: string | null, minutes: number): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const createdAt = now();
  await tx.linkToken.create({ data: { hash: hashOf(token), purpose, subjectId, createdAt, expiresAt: inMinutes(minutes) } });
  return token;
}

export function inMinutes(minutes: number): Date {
  return new Date(now().getTime() + minutes * 60_000);
}

/** Whether the link would still work, without using it: for the page that it opens. */
export async function isLinkTokenValid(token: string, purpose: TokenPurpose): Promise<boolean> {
  return (await db.linkToken.count({ where: usable(token, purpose) })) === 1;
}

/** Whom a link was made for, without using it; null where it would not work, or was made for nobody. */
export async function ownerOfLink(token: string, purpose: TokenPurpose): Promise<string | null> {
  return (await db.linkToken.findFirst({ where: usable(token, purpose), select: { subjectId: true } }))?.subjectId ?? null;
}

/** Uses a token, once. @returns whom it was made for. @throws DomainError `link_expired` when unknown, used, too old or for something else. */
export async function useLinkToken(tx: Tx, token: string, purpose: TokenPurpose): Promise<string | null> {
  const used = await tx.linkToken.updateManyAndReturn({
    where: usable(token, purpose),
    data: { usedAt: now() },
    select: { subjectId: true },
  });
  if (used.length === 0) throw new DomainError("link_expired", { status: 410 });
  return used[0].subjectId;
}

/** Ends every open link of one purpose, e.g. all reset links once the password is new. */
export async function revokeLinkTokens(tx: Tx, purpose: TokenPurpose, subjectId: string): Promise<void> {
  await tx.linkToken.updateMany({ where: { purpose, subjectId, usedAt: null }, data: { usedAt: now() } });
}

function usable(token: string, purpose: TokenPurpose) {
  return { hash: hashOf(token), purpose, usedAt: null, expiresAt: { gt: now() } };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
