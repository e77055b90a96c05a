import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { cookieOptions, hostCookie } from "#lib/kernel/cookies.ts";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { SessionKind } from "./session-token.ts";

/**
 * A browser that has signed in to an account before, or followed a link that was mailed to it: whose, and its own id, under which its tries
 * are counted. `secondStep`: it has also given a second factor of that account.
 */
export type KnownBrowser = { sub: string; id: string; secondStep: boolean };

/** Where a request comes from: the address, and the account that its browser is known for. */
export type Caller = { ip: string | null; browser: KnownBrowser | null };

export async function callerOf(kind: SessionKind, ip: string | null): Promise<Caller> {
  return { ip, browser: await knownBrowser(kind) };
}

/** The longest that browsers keep a cookie. */
const SECONDS = 400 * 24 * 3600;
const schema = z.object({ sub: z.uuid(), id: z.uuid(), secondStep: z.boolean() });

/** The account that this browser last signed in to; what a stranger tries elsewhere does not slow it down. It is no proof of anything else. */
async function knownBrowser(kind: SessionKind): Promise<KnownBrowser | null> {
  const value = (await cookies()).get(cookieName(kind))?.value;
  const token = value ? await decode({ token: value, secret: env().AUTH_SECRET, salt: salt(kind) }).catch(() => null) : null;
  return schema.nullable().catch(null).parse(token);
}

export async function rememberBrowser(kind: SessionKind, accountId: string, secondStep = false): Promise<void> {
  const browser = await knownBrowser(kind);
  const known = browser?.sub === accountId ? browser : null;
  const token = { sub: accountId, id: known?.id ?? newId(), secondStep: secondStep || known?.secondStep === true };
  const value = await encode({ token, secret: env().AUTH_SECRET, salt: salt(kind), maxAge: SECONDS });
  (await cookies()).set(cookieName(kind), value, cookieOptions(SECONDS));
}

function cookieName(kind: SessionKind): string {
  return hostCookie(`streamtill.${kind}-device`);
}

function salt(kind: SessionKind): string {
  return `${kind} device`;
}
