import { type AuthenticationResponseJSON, generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { z } from "zod";
import { db } from "#lib/db/client.ts";
import type { Self } from "./factors.ts";
import { answer, credentialsOf, failed, site } from "./passkeys.ts";
import { keepChallenge, takeChallenge } from "./take-challenge.ts";

export const provePasskeyInput = z.object({ response: answer });
export type ProvePasskeyInput = z.output<typeof provePasskeyInput>;

/** Whether the passkey is all that is asked for. After a password it proves that somebody has it; alone, its device must ask who uses it. */
type Alone = { alone?: boolean };

/** What the browser needs to sign in with one of the operator's passkeys. */
export async function passkeyToAsk({ operator, sessionId }: Pick<Self, "operator" | "sessionId">, { alone = false }: Alone = {}) {
  const allowCredentials = await credentialsOf(operator.id);
  const userVerification = alone ? "required" : "preferred";
  const options = await generateAuthenticationOptions({ rpID: site().rpID, allowCredentials, userVerification });
  await keepChallenge(sessionId, options.challenge);
  return options;
}

/** @throws DomainError `passkey_failed` for another's passkey, one that is not known, or an answer to another question. */
export async function provePasskey(
  { operator, sessionId }: Pick<Self, "operator" | "sessionId">,
  response: unknown,
  { alone = false }: Alone = {},
): Promise<void> {
  const expectedChallenge = await takeChallenge(sessionId);
  const given = response as AuthenticationResponseJSON;
  const passkey = await db.passkey.findFirst({ where: { id: String(given?.id ?? ""), operatorId: operator.id } });
  if (!passkey) throw failed();
  const { rpID, origin } = site();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: given,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: Number(passkey.counter) },
    requireUserVerification: alone,
  }).catch(failed);
  if (!verified) throw failed();
  await db.passkey.update({
    where: { id: passkey.id },
    data: { counter: BigInt(authenticationInfo.newCounter), lastUsedAt: new Date() },
  });
}
