import { hkdfSync } from "node:crypto";
import { type Challenge, createChallenge, type Payload, randomInt, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { isDuplicate } from "#lib/db/rows.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { readLink } from "#lib/kernel/signed-link.ts";
import { grantPasses } from "./count-try.ts";
import { countedAs, solvedKey } from "./keys.ts";

/** How long a challenge may take to be answered. */
const ANSWERED_WITHIN_MS = 10 * 60_000;
/** Tries that one answer is good for. */
const PASSES = 3;
/** Rounds of PBKDF2 for each of some 600 guesses: a second or so of a phone. Doubled with each doubling of tries from one network, at most so often. */
const ROUNDS = 2_000;
const DOUBLINGS = 4;
const GUESSES = { least: 400, most: 800 };
/** Tries from one network that cost no more than the first. */
const USUAL = 60;

/** What a browser has to compute before its viewer may try to pay on: who that is, the server has signed. No third party has a part in it. */
export async function newChallenge(customerId: string, ip: string | null): Promise<Challenge> {
  const row = await db.paymentTry.findUnique({ where: { key: countedAs(customerId, ip).networks[0] } });
  const crowd = row && row.resetsAt > now() ? row.tries / USUAL : 0;
  const doublings = Math.min(DOUBLINGS, Math.max(0, Math.floor(Math.log2(Math.max(crowd, 1)))));
  return createChallenge({
    algorithm: "PBKDF2/SHA-256",
    cost: ROUNDS * 2 ** doublings,
    counter: randomInt(GUESSES.least, GUESSES.most),
    data: { account: customerId },
    deriveKey,
    expiresAt: new Date(Date.now() + ANSWERED_WITHIN_MS),
    hmacSignatureSecret: secret("challenge"),
    hmacKeySignatureSecret: secret("answer"),
  });
}

const payload = z.object({
  challenge: z.object({ parameters: z.looseObject({ data: z.object({ account: z.uuid() }) }), signature: z.string().max(200) }),
  solution: z.object({ counter: z.number(), derivedKey: z.string().max(200) }),
});

export const passCheckInput = z.object({
  /** For whom, as `signLink("check", …)` wrote it. */
  who: z.string("invalid").max(100),
  /** What the browser found, as JSON. */
  answer: z.string("check_missing").min(1, "check_missing").max(4000),
});
export type PassCheckInput = z.output<typeof passCheckInput>;

/** Takes the answer to a challenge: once, of the account it was made for. @throws 422 `check_failed` for any other, and one that comes too late. */
export async function passCheck({ who, answer }: PassCheckInput): Promise<void> {
  const link = readLink("check", who, now());
  const read = payload.safeParse(parsed(answer)).data as Payload | undefined;
  if (!link || link.expired || !read || read.challenge.parameters.data?.account !== link.id) throw failed();
  const { verified } = await verifySolution({
    ...read,
    deriveKey,
    hmacSignatureSecret: secret("challenge"),
    hmacKeySignatureSecret: secret("answer"),
  });
  if (!verified) throw failed();
  await keepSolved(read.challenge.signature ?? "");
  await grantPasses(link.id, PASSES);
}

async function keepSolved(signature: string): Promise<void> {
  try {
    await db.paymentTry.create({ data: { key: solvedKey(signature), resetsAt: new Date(Date.now() + 2 * ANSWERED_WITHIN_MS) } });
  } catch (error) {
    if (isDuplicate(error)) throw failed();
    throw error;
  }
}

function failed(): DomainError {
  return new DomainError("check_failed");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Browsers never see it, and nobody has to set it. */
function secret(of: "challenge" | "answer"): string {
  return Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "", `streamtill check ${of}`, 32)).toString("hex");
}
