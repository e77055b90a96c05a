import { Secret, TOTP } from "otpauth";
import { beforeEach, expect, it, vi } from "vitest";
import { chooseNewOperatorPassword, finishWithCode, forgotOperatorPassword, signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { confirmApp, offerApp } from "#app/operator/security/actions.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { anOperator, countMessages, linkSentTo, PASSWORD, tokenOf } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { keptCookies, newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ refresh: () => undefined }));

useDatabase();
beforeEach(() => newBrowser([], { "x-forwarded-for": "192.0.2.1" }));

const NEW_PASSWORD = "violet engine pancake";
const devices = () => keptCookies().filter(([name]) => name.includes("device"));
const signIn = (email: string, password = PASSWORD) => submit(signInAsOperator, { email, password });

async function codeOf(email: string, later = 0): Promise<string> {
  const { totpSecret } = await db.operator.findUniqueOrThrow({ where: { email } });
  return new TOTP({ secret: Secret.fromBase32(unseal(totpSecret ?? "")) }).generate({ timestamp: Date.now() + later * 30_000 });
}

async function withApp() {
  const operator = await anOperator("OWNER");
  await signIn(operator.email);
  await submit(offerApp, {});
  await submit(confirmApp, { code: await codeOf(operator.email) });
  return operator;
}

/** As if strangers had tried so many codes that the next turn is in an hour. */
async function manyTries(id: string): Promise<void> {
  const soon = new Date(now().getTime() + 3_600_000);
  const key = `second-step:${id}:stranger`;
  await db.throttle.upsert({ where: { key }, create: { key, attempts: 40, resetsAt: soon, nextAt: soon }, update: { nextAt: soon } });
}

/** Follows a mailed reset link in a browser without cookies, and signs in with the new password. */
async function takeOverByMail(email: string): Promise<void> {
  newBrowser([], { "x-forwarded-for": "203.0.113.1" });
  await submit(forgotOperatorPassword, { email });
  await submit(chooseNewOperatorPassword, { token: tokenOf(await linkSentTo(email, "reset_password")), password: NEW_PASSWORD });
  expect(await signIn(email, NEW_PASSWORD)).toEqual({ to: expect.stringContaining("second-step") });
}

it("whoever reads the mailbox gets no tries of their own with a reset link: strangers' codes are counted by account", async () => {
  const { id, email } = await withApp();
  await takeOverByMail(email);
  await submit(finishWithCode, { code: "000000" });
  expect(await db.throttle.findMany({ where: { key: { startsWith: "second-step" } }, select: { key: true, attempts: true } })).toEqual([
    { key: `second-step:${id}:stranger`, attempts: 1 },
  ]);
  await manyTries(id);
  expect((await submit(finishWithCode, { code: await codeOf(email, 1) })).message).toMatch(/too many tries/);
});

it("a browser that knew the password before there was a second factor gets none either", async () => {
  const operator = await anOperator("OWNER");
  newBrowser();
  await signIn(operator.email);
  const thief = devices();
  newBrowser();
  await signIn(operator.email);
  await submit(offerApp, {});
  await submit(confirmApp, { code: await codeOf(operator.email) });
  await manyTries(operator.id);
  newBrowser(thief);
  await signIn(operator.email);
  expect((await submit(finishWithCode, { code: await codeOf(operator.email, 1) })).message).toMatch(/too many tries/);
});

it("strangers slow nobody down in a browser that has passed the second step, even after a reset", async () => {
  const { id, email } = await withApp();
  newBrowser();
  await signIn(email);
  expect(await submit(finishWithCode, { code: await codeOf(email, 1) })).toEqual({ to: "/operator" });
  const own = devices();
  await takeOverByMail(email);
  await manyTries(id);
  await db.operator.update({ where: { id }, data: { totpLastStep: 0 } });
  newBrowser(own);
  await signIn(email, NEW_PASSWORD);
  expect(await submit(finishWithCode, { code: await codeOf(email) })).toEqual({ to: "/operator" });
});

it("the browser in which the app was added has passed it", async () => {
  const { id, email } = await withApp();
  const own = devices();
  await manyTries(id);
  newBrowser(own);
  await signIn(email);
  expect(await submit(finishWithCode, { code: await codeOf(email, 1) })).toEqual({ to: "/operator" });
});

it("a known browser is sent letters that others cannot use up, but not without end", async () => {
  const { email } = await anOperator("OWNER");
  await signIn(email);
  const own = devices();
  newBrowser(own);
  for (let asked = 1; asked <= 6; asked += 1) await submit(forgotOperatorPassword, { email });
  await db.throttle.updateMany({ where: { key: { contains: "device" } }, data: { nextAt: new Date(now().getTime() + 60_000) } });
  expect((await submit(forgotOperatorPassword, { email })).message).toMatch(/too many tries/);
  expect(await countMessages(email, "reset_password")).toBe(6);
});
