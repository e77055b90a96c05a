import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { newChallenge } from "#lib/abuse/challenge.ts";

/** What a browser answers to a challenge made for a viewer. */
export async function solvedCheck(customerId: string, ip: string | null): Promise<string> {
  const challenge = await newChallenge(customerId, ip);
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
}
