import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { DigestRhythm, type Operator } from "#lib/db/generated/client.ts";

export const DIGEST_RHYTHMS = Object.values(DigestRhythm);

export const chooseDigestInput = z.object({ digest: z.enum(DigestRhythm, "invalid") });
export type ChooseDigestInput = z.output<typeof chooseDigestInput>;

/** An operator wants to be told how the business went: every day, every week, or not. */
export async function chooseDigest({ digest }: ChooseDigestInput, { id }: Operator): Promise<void> {
  await db.operator.update({ where: { id }, data: { digest } });
}
