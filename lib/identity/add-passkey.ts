import { generateRegistrationOptions, type RegistrationResponseJSON, verifyRegistrationResponse } from "@simplewebauthn/server";
import { z } from "zod";
import { isDuplicate } from "#lib/db/rows.ts";
import { transaction } from "#lib/db/transaction.ts";
import { nameText } from "#lib/kernel/inputs.ts";
import { added } from "./add-factor.ts";
import type { Self } from "./factors.ts";
import { answer, credentialsOf, failed, site } from "./passkeys.ts";
import { keepChallenge, takeChallenge } from "./take-challenge.ts";

export const addPasskeyInput = z.object({ name: nameText(60), response: answer });
export type AddPasskeyInput = z.output<typeof addPasskeyInput>;

/** What the browser needs to make a passkey for this session's operator. */
export async function passkeyToMake({ operator, sessionId }: Pick<Self, "operator" | "sessionId">, brand: string) {
  const options = await generateRegistrationOptions({
    rpName: brand,
    rpID: site().rpID,
    userName: operator.email,
    userDisplayName: operator.name,
    userID: new TextEncoder().encode(operator.id),
    excludeCredentials: await credentialsOf(operator.id),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
  await keepChallenge(sessionId, options.challenge);
  return options;
}

/** @returns recovery codes to show once, when it is the first factor. @throws DomainError `passkey_failed`. */
export async function addPasskey({ name, response }: AddPasskeyInput, self: Self): Promise<string[]> {
  const { rpID, origin } = site();
  const expectedChallenge = await takeChallenge(self.sessionId);
  const { registrationInfo } = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: false,
  }).catch(failed);
  if (!registrationInfo) throw failed();
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  const operatorId = self.operator.id;
  const data = { id, operatorId, publicKey: new Uint8Array(publicKey), counter: BigInt(counter), transports, name, createdAt: new Date() };
  try {
    return await transaction(async (tx) => {
      await tx.passkey.create({ data });
      return added(tx, self, "passkey");
    });
  } catch (error) {
    throw isDuplicate(error) ? failed() : error;
  }
}
