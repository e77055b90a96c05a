import { Secret, TOTP } from "otpauth";
import { beforeAll, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { confirmTotp, offerTotp } from "#lib/identity/add-factor.ts";
import { resetFactors } from "#lib/identity/change-operator.ts";
import type { OperatorAccount } from "#lib/identity/factors.ts";
import { removeFactor } from "#lib/identity/remove-factor.ts";
import { newCodes } from "#lib/identity/replace-codes.ts";
import { passWithCode } from "#lib/identity/second-step.ts";
import { readCode } from "#lib/identity/totp.ts";
import { newId } from "#lib/kernel/ids.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { useDatabase } from "#tests/support/database.ts";
import { anOperator } from "./accounts.ts";

useDatabase();

const IP = "192.0.2.7";
let id: string;

const self = async () => {
  const operator: OperatorAccount = await db.operator.findUniqueOrThrow({
    where: { id },
    include: { _count: { select: { passkeys: true } } },
  });
  return { operator, sessionId: newId(), ip: IP };
};
/** What each letter says has happened. */
const letters = async () => {
  const { email } = (await self()).operator;
  const sent = await db.message.findMany({ where: { recipient: email, templateKey: "second_step" }, orderBy: { number: "asc" } });
  return sent.map((letter) => letter.text.match(/, (.*?) your .*/)?.[1]);
};

beforeAll(async () => {
  id = (await anOperator("FINANCE")).id;
});

it("an operator is told by email of every change of their second step, and of a recovery code that was used", async () => {
  await offerTotp((await self()).operator);
  expect(await letters()).toEqual([]);
  const secret = unseal((await self()).operator.totpSecret!);
  const codes = await confirmTotp({ code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() }, await self());
  expect(await letters()).toEqual(["an authenticator app was added to"]);

  const { operator } = await self();
  await expect(passWithCode({ code: "wrong" }, operator, { ip: IP, browser: null })).rejects.toMatchObject({ code: "code_wrong" });
  await passWithCode({ code: readCode(codes[0]) }, operator, { ip: IP, browser: null });
  await newCodes(await self());
  await db.passkey.create({
    data: { id: "key", operatorId: id, publicKey: Buffer.from("k"), counter: 0n, name: "Key", createdAt: new Date() },
  });
  await removeFactor({ id: "key" }, await self());
  await removeFactor({}, await self());
  await expect(removeFactor({ id: "key" }, await self())).rejects.toMatchObject({ code: "factor_unknown", status: 404 });
  await expect(removeFactor({}, await self())).rejects.toMatchObject({ code: "factor_unknown" });
  await resetFactors({ id }, await anOperator("OWNER"), IP);
  expect((await letters()).slice(1)).toEqual([
    "a recovery code was used to sign in to",
    "new recovery codes were made for",
    "a passkey was removed from",
    "the authenticator app was removed from",
    "an owner removed the second step of signing in from",
  ]);
  const [first] = await db.message.findMany({ where: { templateKey: "second_step" }, orderBy: { number: "asc" } });
  expect(first.text).toMatch(/operator account on .*, from the address 192\.0\.2\.7\./);
  expect(first.html).toContain("/operator/security");
});
