import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Role } from "#lib/db/generated/client.ts";
import { cookieOptions } from "#lib/kernel/cookies.ts";
import { operatorActor } from "./actor.ts";
import { mustEnrol, type OperatorAccount } from "./factors.ts";
import { rememberBrowser } from "./known-browser.ts";
import { localPath } from "./local-path.ts";
import { createSession, endSessionById, noteConfirmed, readSession } from "./session-store.ts";
import { cookieName, decodeSession, encodeSession, SESSION_SECONDS, type SessionKind } from "./session-token.ts";

/** How long a proof of who sits there opens what asks for one; each use of it begins anew. A form that was opened may still be sent for twice as long. */
const CONFIRMED_MS = 15 * 60_000;

/** The signed-in viewer as the database knows them now; null when nobody is, the account is closed or the session was ended. */
export const currentViewer = cache(async (): Promise<Customer | null> => {
  const customer = (await cookieSession("viewer"))?.customer;
  return customer && !customer.closedAt ? customer : null;
});

/** The signed-in operator, with the role that the database gives them now. */
export const currentOperator = cache(async (): Promise<OperatorAccount | null> => {
  const session = await operatorSession();
  return session && !session.secondFactorDue ? session.operator : null;
});

/** The session of this browser: signed in, or (`secondFactorDue`) with the password only. */
export async function operatorSession() {
  const session = await cookieSession("operator");
  return session?.operator && !session.operator.disabledAt ? { ...session, operator: session.operator } : null;
}

/** The operator, for what a page that is left open asks by itself: it keeps no idle session alive. Null also while their role waits for a second factor. */
export async function watchingOperator(): Promise<OperatorAccount | null> {
  const session = await readCookie("operator", true);
  const operator = session && !session.secondFactorDue ? session.operator : null;
  return operator && !operator.disabledAt && !(await mustEnrol(operator)) ? operator : null;
}

const cookieSession = cache((kind: SessionKind) => readCookie(kind));

async function readCookie(kind: SessionKind, unasked = false) {
  const value = (await cookies()).get(cookieName(kind))?.value;
  const id = value ? await decodeSession(kind, value) : null;
  return id ? readSession(kind, id, unasked) : null;
}

/** The viewer, or a redirect to the sign-in page that leads back to `to`. */
export async function requireViewer(to?: string): Promise<Customer> {
  return (await currentViewer()) ?? redirect(`/sign-in?to=${encodeURIComponent(to ?? (await callingPage("/account")))}`);
}

/**
 * An operator with one of `roles` (none named: any; an owner always). Else a redirect to their sign-in page, or to the page where the
 * second factor is set up that their role needs, or the 403 page, and a line in the audit log.
 */
export async function requireOperator(roles?: readonly Role[], to?: string): Promise<OperatorAccount> {
  const operator = await requireSignedIn(to);
  if (await mustEnrol(operator)) redirect("/operator/security?notice=required");
  if (roles && operator.role !== "OWNER" && !roles.includes(operator.role)) {
    await recordRefusal(operator);
    forbidden();
  }
  return operator;
}

/** Any operator, also one who has no second factor yet and needs one: for the page where it is set up. */
export async function requireSignedIn(to?: string): Promise<OperatorAccount> {
  const operator = await currentOperator();
  return operator ?? redirect(`/operator/sign-in?to=${encodeURIComponent(to ?? (await callingPage("/operator")))}`);
}

/** Whether it was proven a short while ago who sits there. `sending`: for a form that was opened while it was. */
export async function isConfirmed(sending = false): Promise<boolean> {
  const session = await operatorSession();
  if (!session) return false;
  const age = Date.now() - session.confirmedAt.getTime();
  return age < (sending ? 2 : 1) * CONFIRMED_MS;
}

/** Leads to the page that asks who sits there, and back, unless that was proven a short while ago. */
export async function requireConfirmed(sending = false): Promise<void> {
  const session = await operatorSession();
  if (session && (await isConfirmed(sending))) return noteConfirmed(session.id);
  redirect(`/operator/confirm?to=${encodeURIComponent(await callingPage("/operator"))}`);
}

export async function startViewerSession({ id }: { id: string }): Promise<void> {
  await startSession("viewer", id);
  await rememberBrowser("viewer", id);
}

/** `secondStep`: a second factor was given for it. */
export async function startOperatorSession({ id }: { id: string }, secondStep = false): Promise<void> {
  await startSession("operator", id);
  await rememberBrowser("operator", id, secondStep);
}

/** After the password, where a second factor is due. */
export function startSecondStep({ id }: { id: string }): Promise<void> {
  return startSession("operator", id, true);
}

/** Signs out: on the server too, so that a copy of the cookie is worth nothing. Other browsers stay signed in. */
export async function endSession(kind: SessionKind): Promise<void> {
  const session = await cookieSession(kind);
  if (session) await endSessionById(session.id);
  (await cookies()).set(cookieName(kind), "", cookieOptions(0)); // with the attributes it was set with, or browsers keep a `__Host-` one
}

/** A session of its own for each sign-in: the one that this browser had ends. */
async function startSession(kind: SessionKind, accountId: string, secondFactorDue = false): Promise<void> {
  const [before, sent] = await Promise.all([cookieSession(kind), headers()]);
  if (before) await endSessionById(before.id);
  const origin = { ip: sent.get("x-forwarded-for"), userAgent: sent.get("user-agent") };
  const id = await createSession(kind, accountId, origin, secondFactorDue);
  (await cookies()).set(cookieName(kind), await encodeSession(kind, id), cookieOptions(SESSION_SECONDS[kind]));
}

async function recordRefusal(operator: OperatorAccount): Promise<void> {
  const [ip, path] = [(await headers()).get("x-forwarded-for"), await callingPage("/operator")];
  const entry = { action: "operator.refused", subjectType: "operator", subjectId: operator.id };
  await recordAudit(db, { actor: operatorActor(operator, ip), ...entry, after: { page: path, role: operator.role } });
}

/** The page that was asked for (the server notes it, scripts/server/page-policy.ts), or that a server action was called from. */
async function callingPage(otherwise: string): Promise<string> {
  const path = (await headers()).get("x-streamtill-path");
  return localPath(path, otherwise);
}
