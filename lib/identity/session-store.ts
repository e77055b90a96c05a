import { db } from "#lib/db/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { newId } from "#lib/kernel/ids.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { SESSION_SECONDS, type SessionKind } from "./session-token.ts";

/** From where a browser signs in. */
export type Origin = { ip: string | null; userAgent: string | null };

const MINUTE_MS = 60_000;
/** For the second step of signing in. */
const PENDING_MINUTES = 10;

const accountOf = (kind: SessionKind, id: string) => (kind === "viewer" ? { customerId: id } : { operatorId: id });

/** Starts a session. With `secondFactorDue` nothing is open to it but the second step. @returns its id. */
export async function createSession(kind: SessionKind, accountId: string, origin: Origin, secondFactorDue = false): Promise<string> {
  const at = new Date();
  const expiresAt = secondFactorDue ? new Date(at.getTime() + PENDING_MINUTES * MINUTE_MS) : await endOf(kind, at, at);
  const times = { createdAt: at, lastSeenAt: at, confirmedAt: at, expiresAt };
  const { ip, userAgent } = origin;
  const data = { id: newId(), ...accountOf(kind, accountId), ...times, secondFactorDue, ip, userAgent: userAgent?.slice(0, 400) };
  const { id } = await db.session.create({ data });
  return id;
}

/** The session with its account as it is now; null when it has ended. Being read is a sign of life, noted once a minute, unless a page asks by itself (`unasked`). */
export async function readSession(kind: SessionKind, id: string, unasked = false) {
  const at = new Date();
  const session = await findSession(kind, id);
  if (!session || session.expiresAt <= at) return null;
  if (session.secondFactorDue) return session;
  // The settings may ask for a shorter time now than when the session was last seen.
  if ((await endOf(kind, session.createdAt, session.lastSeenAt)) <= at) return null;
  if (!unasked && at.getTime() - session.lastSeenAt.getTime() > MINUTE_MS) {
    const expiresAt = await endOf(kind, session.createdAt, at);
    await db.session.updateMany({ where: { id }, data: { lastSeenAt: at, expiresAt } });
  }
  return session;
}

async function findSession(kind: SessionKind, id: string) {
  const where = { id }; // by nothing else, so that PostgreSQL keeps its plan (lib/db/prepared.ts)
  const found =
    kind === "viewer"
      ? await db.session.findUnique({ where, include: { customer: true } })
      : await db.session.findUnique({ where, include: { operator: { include: { _count: { select: { passkeys: true } } } } } });
  return found && { customer: null, operator: null, ...found };
}

/** An operator's session ends when it was idle for as long as the settings say, and after its longest time in any case. */
async function endOf(kind: SessionKind, createdAt: Date, seenAt: Date): Promise<Date> {
  const longest = createdAt.getTime() + SESSION_SECONDS[kind] * 1000;
  if (kind === "viewer") return new Date(longest);
  const { idleMinutes } = (await requestSettings()).security;
  return new Date(Math.min(longest, seenAt.getTime() + idleMinutes * MINUTE_MS));
}

/** Notes that it was proven again who sits there. */
export async function noteConfirmed(id: string): Promise<void> {
  await db.session.updateMany({ where: { id }, data: { confirmedAt: new Date() } });
}

/** Ending twice is as good as once. `of` keeps everybody from ending somebody else's. */
export async function endSessionById(id: string, of?: { operatorId: string }): Promise<boolean> {
  return (await db.session.deleteMany({ where: { id, ...of } })).count > 0;
}

/** Ends all sessions of an account, but for one that goes on. */
export async function endSessions(tx: Tx, kind: SessionKind, accountId: string, except?: string): Promise<void> {
  await tx.session.deleteMany({ where: { ...accountOf(kind, accountId), ...(except && { id: { not: except } }) } });
}

/** An operator's open sessions, the one seen last first. */
export async function sessionsOf(operatorId: string) {
  const { idleMinutes } = (await requestSettings()).security;
  const at = new Date();
  const lastSeenAt = { gt: new Date(at.getTime() - idleMinutes * MINUTE_MS) };
  return db.session.findMany({
    where: { operatorId, secondFactorDue: false, expiresAt: { gt: at }, lastSeenAt },
    select: { id: true, createdAt: true, lastSeenAt: true, ip: true, userAgent: true },
    orderBy: { lastSeenAt: "desc" },
  });
}
