import { db } from "#lib/db/client.ts";
import { failed } from "./passkeys.ts";

/** What the browser of a session is asked to sign. */
export async function keepChallenge(id: string, challenge: string): Promise<void> {
  await db.session.update({ where: { id }, data: { challenge } });
}

/** A challenge is answered once. */
export async function takeChallenge(id: string): Promise<string> {
  const challenge = (await db.session.findUnique({ where: { id }, select: { challenge: true } }))?.challenge;
  if (!challenge) throw failed();
  const taken = await db.session.updateMany({ where: { id, challenge }, data: { challenge: null } });
  if (taken.count === 0) throw failed();
  return challenge;
}
