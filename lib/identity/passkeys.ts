import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { isDuplicate } from "#lib/db/rows.ts";
import { transaction } from "#lib/db/transaction.ts";
import { env } from "#lib/kernel/env.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { nameText } from "#lib/kernel/inputs.ts";
import { added, type Self } from "./factors.ts";

/** The browser's answer, as JSON in a form's field; the library checks what is in it. */
const answer = z
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

export const addPasskeyInput = z.object({ name: nameText(60), response: answer });
export type AddPasskeyInput = z.output<typeof addPasskeyInput>;

export const provePasskeyInput = z.object({ response: answer });
export type ProvePasskeyInput = z.output<typeof provePasskeyInput>;

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

/** A passkey belongs to the host of APP_URL. */
function site(): { rpID: string; origin: string } {
  const { hostname, origin } = new URL(env().APP_URL);
  return { rpID: hostname, origin };
}

async function credentialsOf(operatorId: string) {
  const passkeys = await db.passkey.findMany({ where: { operatorId }, select: { id: true, transports: true } });
  return passkeys;
}

async function keepChallenge(id: string, challenge: string): Promise<void> {
  await db.session.update({ where: { id }, data: { challenge } });
}

/** A challenge is answered once. */
async function takeChallenge(id: string): Promise<string> {
  const challenge = (await db.session.findUnique({ where: { id }, select: { challenge: true } }))?.challenge;
  if (!challenge) throw failed();
  const taken = await db.session.updateMany({ where: { id, challenge }, data: { challenge: null } });
  if (taken.count === 0) throw failed();
  return challenge;
}

function failed(): never {
  throw new DomainError("passkey_failed", { status: 401 });
}
