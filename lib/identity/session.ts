import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { db } from "#lib/db/client.ts";
import type { Customer, Operator, Role } from "#lib/db/generated/client.ts";
import { noteEnded, wasEnded } from "./ended-session.ts";
import { rememberBrowser } from "./known-browser.ts";
import { localPath } from "./local-path.ts";
import { cookieName, cookieOptions, decodeSession, encodeSession, SESSION_SECONDS, type SessionKind } from "./session-token.ts";

/** The signed-in viewer as the database knows them now; null when nobody is, the account is closed or the session was ended. */
export const currentViewer = cache(async (): Promise<Customer | null> => {
  const token = await readCookie("viewer");
  if (!token) return null;
  const [viewer, ended] = await Promise.all([db.customer.findUnique({ where: { id: token.sub } }), wasEnded(token)]);
  return viewer && !ended && !viewer.closedAt && viewer.sessionVersion === token.sessionVersion ? viewer : null;
});

/** The signed-in operator, with the role that the database gives them now. */
export const currentOperator = cache(async (): Promise<Operator | null> => {
  const token = await readCookie("operator");
  if (!token) return null;
  const [operator, ended] = await Promise.all([db.operator.findUnique({ where: { id: token.sub } }), wasEnded(token)]);
  return operator && !ended && !operator.disabledAt && operator.sessionVersion === token.sessionVersion ? operator : null;
});

/** The viewer, or a redirect to the sign-in page that leads back to `to`. */
export async function requireViewer(to?: string): Promise<Customer> {
  return (await currentViewer()) ?? redirect(`/sign-in?to=${encodeURIComponent(to ?? (await callingPage("/account")))}`);
}

/** An operator with one of `roles` (none named: any; an owner always). Else a redirect to their sign-in page, or the 403 page. */
export async function requireOperator(roles?: readonly Role[], to?: string): Promise<Operator> {
  const operator = await currentOperator();
  if (!operator) redirect(`/operator/sign-in?to=${encodeURIComponent(to ?? (await callingPage("/operator")))}`);
  if (roles && operator.role !== "OWNER" && !roles.includes(operator.role)) forbidden();
  return operator;
}

export function startViewerSession(customer: Pick<Customer, "id" | "sessionVersion">): Promise<void> {
  return writeCookie("viewer", customer);
}

export function startOperatorSession(operator: Pick<Operator, "id" | "sessionVersion">): Promise<void> {
  return writeCookie("operator", operator);
}

/** Signs out: on the server too, so that a copy of the cookie is worth nothing. Other browsers stay signed in. */
export async function endSession(kind: SessionKind): Promise<void> {
  const token = await readCookie(kind);
  if (token) await noteEnded(token);
  (await cookies()).delete(cookieName(kind));
}

async function readCookie(kind: SessionKind) {
  const value = (await cookies()).get(cookieName(kind))?.value;
  return value ? decodeSession(kind, value) : null;
}

async function writeCookie(kind: SessionKind, { id, sessionVersion }: { id: string; sessionVersion: number }): Promise<void> {
  (await cookies()).set(cookieName(kind), await encodeSession(kind, { sub: id, sessionVersion }), cookieOptions(SESSION_SECONDS[kind]));
  await rememberBrowser(kind, id);
}

/** The page that was asked for (proxy.ts notes it), or that a server action was called from. */
async function callingPage(otherwise: string): Promise<string> {
  const path = (await headers()).get("x-streamtill-path");
  return localPath(path, otherwise);
}
