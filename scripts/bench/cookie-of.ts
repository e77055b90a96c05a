import { createSession } from "#lib/identity/session-store.ts";
import { cookieName, encodeSession, type SessionKind } from "#lib/identity/session-token.ts";

/** As the browser of somebody who has signed in sends it. */
export async function cookieOf(kind: SessionKind, id: string): Promise<string> {
  const session = await createSession(kind, id, { ip: null, userAgent: null });
  return `${cookieName(kind)}=${await encodeSession(kind, session)}`;
}
