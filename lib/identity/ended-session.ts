import { db } from "#lib/db/client.ts";
import type { ReadToken } from "./session-token.ts";

/** Signing out twice is as good as once. */
export async function noteEnded({ jti, exp }: ReadToken): Promise<void> {
  await db.endedSession.createMany({ data: { id: jti, expiresAt: new Date(exp * 1000) }, skipDuplicates: true });
}

export async function wasEnded({ jti }: ReadToken): Promise<boolean> {
  return (await db.endedSession.findUnique({ where: { id: jti } })) !== null;
}
