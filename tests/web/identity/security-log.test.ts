import { beforeEach, expect, it, vi } from "vitest";
import { confirmByPassword, forgotOperatorPassword, signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { changePassword } from "#app/operator/security/actions.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { currentOperator, endSession, operatorSession } from "#lib/identity/session.ts";
import { sessionsOf } from "#lib/identity/session-store.ts";
import { saveSettings } from "#lib/settings/change-settings.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { anOperator, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { attributes, newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ refresh: () => undefined }));

useDatabase();
beforeEach(() => newBrowser([], { "x-forwarded-for": "192.0.2.1" }));

async function signedIn() {
  const operator = await anOperator("OWNER");
  await submit(signInAsOperator, { email: operator.email, password: PASSWORD });
  return operator;
}

const logged = (subjectId: string, action = "operator.sign_in_failed") =>
  db.auditEntry.findMany({ where: { subjectId, action }, select: { actorName: true, ip: true, after: true } });

/** As if so many tries had been made under a key that the next one has to wait for an hour. */
async function usedUp(key: string): Promise<void> {
  const soon = new Date(Date.now() + 3_600_000);
  await db.throttle.upsert({ where: { key }, create: { key, attempts: 4000, resetsAt: soon, nextAt: soon }, update: { nextAt: soon } });
}

const CASES = {
  change_password: {
    fail: () => submit(changePassword, { currentPassword: "wrong", newPassword: "violet engine pancake" }),
    key: (id: string) => `change-password:${id}`,
  },
  confirm: { fail: () => submit(confirmByPassword, { password: "wrong" }), key: (id: string) => `confirm:${id}` },
};

it.each(Object.entries(CASES))("has a wrong password, and one try too many: %s", async (factor, { fail, key }) => {
  const { id, email } = await signedIn();
  await fail();
  const entry = { actorName: email, ip: "192.0.2.1" };
  expect(await logged(id)).toEqual([{ ...entry, after: { factor } }]);
  await usedUp(key(id));
  expect((await fail()).message).toMatch(/too many tries/);
  expect(await logged(id)).toContainEqual({ ...entry, after: { factor, refused: "throttled" } });
});

it("has a sign-in that was one too many", async () => {
  const { id, email } = await anOperator("OWNER");
  await usedUp(`sign-in:operator:${email}`);
  expect((await submit(signInAsOperator, { email, password: "wrong" })).message).toMatch(/too many tries/);
  expect(await logged(id)).toEqual([{ actorName: email, ip: "192.0.2.1", after: { factor: "password", refused: "throttled" } }]);
});

it("has who asked for a new password", async () => {
  const { id, email } = await anOperator("OWNER");
  await submit(forgotOperatorPassword, { email });
  expect(await logged(id, "operator.password_reset_asked")).toMatchObject([{ actorName: email, ip: "192.0.2.1" }]);
});

it("a shorter idle time holds for sessions that are open", async () => {
  const { id } = await signedIn();
  const session = await operatorSession();
  const { security } = await getSettings();
  const idle = (idleMinutes: number) =>
    transaction((tx) => saveSettings(tx, "security", { ...security, idleMinutes }, { kind: "SYSTEM", name: "test" }));
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await db.session.update({ where: { id: session?.id }, data: { lastSeenAt: ago(30), createdAt: ago(31) } });
  await idle(5);
  expect(await sessionsOf(id)).toEqual([]);
  expect(await currentOperator()).toBeNull();
  await idle(60);
});

it("signing out sends the cookie's own attributes, without which browsers keep a `__Host-` cookie", async () => {
  await signedIn();
  const set = attributes.get("streamtill.operator");
  await endSession("operator");
  expect(attributes.get("streamtill.operator")).toEqual({ ...set, maxAge: 0 });
  expect(await currentOperator()).toBeNull();
});
