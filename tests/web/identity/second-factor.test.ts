import { Secret, TOTP } from "otpauth";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { confirmByPassword, finishWithCode, signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { changePassword, confirmApp, makeCodes, offerApp, removeApp, signOutOne, signOutOthers } from "#app/operator/security/actions.ts";
import { saveSecurity } from "#app/operator/settings/actions.ts";
import { changeRoleAction, resetFactorsAction } from "#app/operator/team/actions.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { currentOperator, isConfirmed, operatorSession, requireConfirmed, requireOperator } from "#lib/identity/session.ts";
import { sessionsOf } from "#lib/identity/session-store.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { saveSettings } from "#lib/settings/change-settings.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { anOperator, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { keptCookies, newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ refresh: () => undefined, revalidatePath: () => undefined }));

useDatabase();
beforeEach(async () => {
  newBrowser([], { "x-forwarded-for": "192.0.2.1", "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" });
  await db.throttle.deleteMany();
});

const signIn = (email: string, to = "") => submit(signInAsOperator, { email, password: PASSWORD, to });

/** The code of an authenticator app, some half minutes from now. */
async function codeOf(email: string, later = 0): Promise<string> {
  const { totpSecret } = await db.operator.findUniqueOrThrow({ where: { email } });
  return new TOTP({ secret: Secret.fromBase32(unseal(totpSecret ?? "")) }).generate({ timestamp: Date.now() + later * 30_000 });
}

/** An operator with an authenticator app, signed in. */
async function withApp(role: "OWNER" | "FINANCE" | "SUPPORT" = "OWNER") {
  const operator = await anOperator(role);
  await signIn(operator.email);
  await submit(offerApp, {});
  const { data } = await submit(confirmApp, { code: await codeOf(operator.email) });
  return { ...operator, codes: data?.codes ?? [] };
}

const logged = (action: string, subjectId: string) => db.auditEntry.findFirst({ where: { action, subjectId }, orderBy: { at: "desc" } });
const stale = (minutes: number) => db.session.updateMany({ data: { confirmedAt: new Date(Date.now() - minutes * 60_000) } });

describe("an authenticator app", () => {
  it("counts once its code was typed, brings ten recovery codes, and ends sessions without it", async () => {
    const { id, email } = await anOperator("OWNER");
    await signIn(email);
    const elsewhere = keptCookies();
    newBrowser();
    await signIn(email);
    await submit(offerApp, {});
    expect(await submit(confirmApp, { code: "000000" })).toMatchObject({ status: "refused", errors: { code: expect.any(String) } });
    const { data } = await submit(confirmApp, { code: await codeOf(email) });
    expect(data?.codes).toHaveLength(10);
    expect(JSON.stringify(await db.recoveryCode.findMany())).not.toContain(data?.codes[0]);
    expect(await currentOperator()).toMatchObject({ email });
    expect(await logged("operator.factor_added", id)).toMatchObject({ after: { factor: "totp" } });
    newBrowser(elsewhere);
    expect(await currentOperator()).toBeNull();
  });

  it("is asked for after the password; until then nothing is open", async () => {
    const { id, email } = await withApp();
    newBrowser();
    expect(await signIn(email, "/operator/plans")).toEqual({ to: "/operator/second-step?to=%2Foperator%2Fplans" });
    expect(await currentOperator()).toBeNull();
    expect(await submit(changePassword, { currentPassword: PASSWORD, newPassword: "a wholly new password" })).toMatchObject({
      to: expect.stringMatching(/sign-in/),
    });
    expect(await submit(finishWithCode, { code: "123" })).toMatchObject({ status: "refused", errors: { code: expect.any(String) } });
    expect(await logged("operator.sign_in_failed", id)).toMatchObject({ actorName: email, after: { factor: "code" } });
    expect(await submit(finishWithCode, { code: await codeOf(email, 1), to: "/operator/plans" })).toEqual({ to: "/operator/plans" });
    expect(await currentOperator()).toMatchObject({ email });
    expect(await logged("operator.signed_in", id)).toMatchObject({ after: { factor: "totp" } });
  });

  it("takes each code once, in the digits of any language; a recovery code stands in, once", async () => {
    const { email, codes } = await withApp();
    await signIn(email);
    const arabic = (await codeOf(email, 1)).replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    expect(await submit(finishWithCode, { code: `${arabic.slice(0, 3)} ${arabic.slice(3)}` })).toEqual({ to: "/operator" });
    await signIn(email);
    expect(await submit(finishWithCode, { code: await codeOf(email, 1) })).toMatchObject({ status: "refused" });
    expect(await submit(finishWithCode, { code: codes[3].toUpperCase() })).toEqual({ to: "/operator" });
    await signIn(email);
    expect(await submit(finishWithCode, { code: codes[3] })).toMatchObject({ status: "refused" });
    expect(await submit(finishWithCode, { code: codes[4] })).toEqual({ to: "/operator" });
  });

  it("cannot be guessed: the pauses grow to a quarter of an hour", async () => {
    const { email } = await withApp();
    newBrowser();
    await signIn(email);
    await submit(finishWithCode, { code: "000000" });
    await db.throttle.updateMany({ where: { key: { startsWith: "second-step" } }, data: { attempts: 30 } });
    await submit(finishWithCode, { code: "000001" });
    const row = await db.throttle.findFirstOrThrow({ where: { key: { startsWith: "second-step" } } });
    expect((row.nextAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(800_000);
    expect((await submit(finishWithCode, { code: "000009" })).message).toMatch(/too many tries/);
  });

  it("is taken away by its owner, with the recovery codes when it was the last factor", async () => {
    const { id, email } = await withApp();
    expect((await submit(makeCodes, {})).data?.codes).toHaveLength(10);
    await submit(removeApp, {});
    expect(await db.recoveryCode.count({ where: { operatorId: id } })).toBe(0);
    newBrowser();
    expect(await signIn(email)).toEqual({ to: "/operator" });
  });

  it("of a colleague is reset by an owner, and signs them out", async () => {
    const colleague = await withApp("FINANCE");
    const theirs = keptCookies();
    const owner = await anOperator("OWNER");
    newBrowser();
    await signIn(owner.email);
    expect(await submit(resetFactorsAction, { id: colleague.id })).toMatchObject({ status: "done" });
    expect(await logged("operator.factors_reset", colleague.id)).toMatchObject({ actorId: owner.id });
    newBrowser(theirs);
    expect(await currentOperator()).toBeNull();
    expect(await signIn(colleague.email)).toEqual({ to: "/operator" });
    await expect(submit(resetFactorsAction, { id: owner.id })).rejects.toMatchObject({ status: 403 });
  });
});

it("the settings ask those who may move money for a second factor, and nobody else", async () => {
  const [owner, support] = [await anOperator("OWNER"), await anOperator("SUPPORT")];
  await signIn(owner.email);
  const limits = { checkAfterTries: "8", checkAfterTriesPerNetwork: "60", checkAfterDeclines: "5", refuseAfterTries: "20" };
  expect(await submit(saveSecurity, { requireSecondFactor: "on", idleMinutes: "30", ...limits })).toMatchObject({ status: "done" });
  await expect(requireOperator()).rejects.toMatchObject({ to: "/operator/security?notice=required" });
  await submit(offerApp, {});
  await submit(confirmApp, { code: await codeOf(owner.email) });
  expect(await requireOperator()).toMatchObject({ id: owner.id });
  newBrowser();
  await signIn(support.email);
  expect(await requireOperator()).toMatchObject({ id: support.id });
  const { security } = await getSettings();
  await transaction((tx) =>
    saveSettings(tx, "security", { ...security, requireSecondFactor: false, idleMinutes: 60 }, { kind: "SYSTEM", name: "test" }),
  );
});

it("before roles, secrets and factors it must be proven again who sits there", async () => {
  const [owner, other] = [await anOperator("OWNER"), await anOperator("SUPPORT")];
  newBrowser([], { "x-streamtill-path": "/operator/team" });
  await signIn(owner.email);
  await stale(31);
  const form = { id: other.id, role: "FINANCE" };
  expect(await submit(changeRoleAction, form)).toEqual({ to: "/operator/confirm?to=%2Foperator%2Fteam" });
  expect(await submit(offerApp, {})).toEqual({ to: "/operator/confirm?to=%2Foperator%2Fteam" });
  expect(await submit(confirmByPassword, { password: "wrong" })).toMatchObject({ status: "refused" });
  expect(await submit(confirmByPassword, { password: PASSWORD, to: "/operator/team" })).toEqual({ to: "/operator/team" });
  expect(await submit(changeRoleAction, form)).toMatchObject({ status: "done" });
  await stale(16);
  expect([await isConfirmed(), await isConfirmed(true)]).toEqual([false, true]);
  await requireConfirmed(true);
  expect(await isConfirmed()).toBe(true);
});

describe("sessions", () => {
  it("of operators end when nobody has clicked for as long as the settings say, and after half a day", async () => {
    const { email } = await anOperator("OWNER");
    await signIn(email);
    const { id } = (await operatorSession()) ?? { id: "" };
    const minutesLeft = async () =>
      Math.round(((await db.session.findUniqueOrThrow({ where: { id } })).expiresAt.getTime() - Date.now()) / 60_000);
    expect(await minutesLeft()).toBe(60);
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await db.session.update({ where: { id }, data: { lastSeenAt: ago(59), expiresAt: ago(-1) } });
    await currentOperator();
    expect(await minutesLeft()).toBe(60);
    await db.session.update({ where: { id }, data: { createdAt: ago(11 * 60 + 50), lastSeenAt: ago(2) } });
    await currentOperator();
    expect(await minutesLeft()).toBe(10);
    await db.session.update({ where: { id }, data: { expiresAt: ago(0) } });
    expect(await currentOperator()).toBeNull();
  });

  it("are listed with device and address, and can be ended one by one or all; nobody ends another's", async () => {
    const [me, stranger] = [await anOperator("OWNER"), await anOperator("OWNER")];
    const browsers: [string, string][][] = [];
    for (const ip of ["192.0.2.1", "192.0.2.2", "192.0.2.3"]) {
      newBrowser([], { "x-forwarded-for": ip, "user-agent": "Firefox/140.0" });
      await signIn(me.email);
      browsers.push(keptCookies());
    }
    const list = await sessionsOf(me.id);
    expect(list.map(({ ip }) => ip).sort()).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
    expect(list[0].userAgent).toBe("Firefox/140.0");
    const first = list.find(({ ip }) => ip === "192.0.2.1")?.id ?? "";
    newBrowser();
    await signIn(stranger.email);
    expect(await submit(signOutOne, { id: first })).toMatchObject({ status: "refused" });
    newBrowser(browsers[2]);
    expect(await submit(signOutOne, { id: first })).toMatchObject({ status: "done" });
    newBrowser(browsers[0]);
    expect(await currentOperator()).toBeNull();
    newBrowser(browsers[2]);
    await submit(signOutOthers, {});
    expect(await currentOperator()).toMatchObject({ id: me.id });
    newBrowser(browsers[1]);
    expect(await currentOperator()).toBeNull();
    expect(await logged("operator.sessions_ended", me.id)).toMatchObject({ actorId: me.id });
  });
});

describe("the security log", () => {
  it("has failed sign-ins with account and address, known or not", async () => {
    const { id, email } = await anOperator("FINANCE");
    await submit(signInAsOperator, { email, password: "wrong" });
    expect(await logged("operator.sign_in_failed", id)).toMatchObject({ actorName: email, actorId: null, ip: "192.0.2.1" });
    await submit(signInAsOperator, { email: "ghost@example.com", password: "wrong" });
    expect(await db.auditEntry.findFirst({ where: { actorName: "ghost@example.com" } })).toMatchObject({
      subjectId: null,
      ip: "192.0.2.1",
    });
  });

  it("has changed passwords and refused actions", async () => {
    const { id, email } = await anOperator("SUPPORT");
    await signIn(email);
    await submit(changePassword, { currentPassword: PASSWORD, newPassword: "a wholly new password" });
    expect(await logged("operator.password_changed", id)).toMatchObject({ actorId: id, ip: "192.0.2.1" });
    await expect(submit(changeRoleAction, { id, role: "OWNER" })).rejects.toMatchObject({ status: 403 });
    expect(await logged("operator.refused", id)).toMatchObject({ actorId: id, ip: "192.0.2.1", after: { role: "SUPPORT" } });
  });
});

it("an operator's password has twelve characters, is not common, and not the same again", async () => {
  const { email } = await anOperator("OWNER");
  await signIn(email);
  const change = async (newPassword: string) =>
    (await submit(changePassword, { currentPassword: PASSWORD, newPassword })).errors?.newPassword;
  expect(await change("eleven char")).toMatch(/at least 12/);
  expect(await change("password1234")).toMatch(/easy to guess/);
  expect(await change("qwertyuiopas")).toMatch(/easy to guess/);
  expect(await change(PASSWORD)).toMatch(/have already/);
  expect(await change("violet engine pancake")).toBeUndefined();
});
