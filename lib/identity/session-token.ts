import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { hostCookie } from "#lib/kernel/cookies.ts";
import { env } from "#lib/kernel/env.ts";

export type SessionKind = "viewer" | "operator";

/** Seconds until one has to sign in again, however busy one was. */
export const SESSION_SECONDS: Record<SessionKind, number> = { viewer: 30 * 24 * 3600, operator: 12 * 3600 };

const schema = z.object({ sid: z.uuid() });

/** An encrypted token that names a session. The kind is part of the key, so that a viewer's token is nothing in the operator's cookie. */
export function encodeSession(kind: SessionKind, sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: env().AUTH_SECRET, salt: kind, maxAge: SESSION_SECONDS[kind] });
}

/** @returns the session's id; null for a token that was forged, altered, made for the other kind, or has ended. */
export async function decodeSession(kind: SessionKind, value: string): Promise<string | null> {
  const token = await decode({ token: value, secret: env().AUTH_SECRET, salt: kind }).catch(() => null);
  return schema.nullable().catch(null).parse(token)?.sid ?? null;
}

export function cookieName(kind: SessionKind): string {
  return hostCookie(`streamtill.${kind}`);
}
