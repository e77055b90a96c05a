import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/kernel/env.ts";
import { DomainError } from "#lib/kernel/errors.ts";

/** The browser's answer, as JSON in a form's field; the library checks what is in it. */
export const answer = z
  .string("required")
  .max(20_000, "invalid")
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "passkey_failed" });
      return z.NEVER;
    }
  });

/** A passkey belongs to the host of APP_URL. */
export function site(): { rpID: string; origin: string } {
  const { hostname, origin } = new URL(env().APP_URL);
  return { rpID: hostname, origin };
}

export async function credentialsOf(operatorId: string) {
  const passkeys = await db.passkey.findMany({ where: { operatorId }, select: { id: true, transports: true } });
  return passkeys;
}

export function failed(): never {
  throw new DomainError("passkey_failed", { status: 401 });
}
