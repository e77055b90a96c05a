import { beforeEach, describe, expect, it, vi } from "vitest";
import { signInAsOperator } from "#app/(auth)/operator/actions.ts";
import * as customers from "#app/operator/customers/actions.ts";
import * as security from "#app/operator/security/actions.ts";
import * as settings from "#app/operator/settings/actions.ts";
import * as team from "#app/operator/team/actions.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { anOperator, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Redirected, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ refresh: () => undefined, revalidatePath: () => undefined, updateTag: () => undefined }));

useDatabase();
beforeEach(() => newBrowser([], { "x-forwarded-for": "192.0.2.1", "x-streamtill-path": "/operator/team" }));

const someone = newId();

/** Every action of the team and of one's own factors, with a form that would do; a new one is added here, or this test fails. */
const FORMS: Record<string, Record<string, string>> = {
  inviteAction: { name: "Nora", email: "nora@example.com", role: "OWNER" },
  changeRoleAction: { id: someone, role: "OWNER" },
  setDisabledAction: { id: someone, disabled: "true" },
  resetFactorsAction: { id: someone },
  offerApp: {},
  confirmApp: { code: "123456" },
  preparePasskey: {},
  savePasskey: { name: "Key", response: "{}" },
  removeApp: {},
  removePasskey: { id: "a-passkey" },
  makeCodes: {},
  saveSecurity: {
    idleMinutes: "30",
    checkAfterTries: "8",
    checkAfterTriesPerNetwork: "60",
    checkAfterDeclines: "5",
    refuseAfterTries: "20",
  },
  resetLogin: { customerId: someone },
};
/** They end sessions, ask for the password themselves, or choose which letters come to one's own address. */
const FREE = ["changePassword", "signOutOne", "signOutOthers", "getDigests"];

const actions = { ...team, ...security, saveSecurity: settings.saveSecurity, resetLogin: customers.resetLogin } as Record<string, unknown>;
const asking = Object.entries(actions).filter(([name]) => !FREE.includes(name));

describe("asks again who sits there", () => {
  it.each(asking)("%s", async (name, action) => {
    expect(Object.keys(FORMS)).toContain(name);
    const { email } = await anOperator("OWNER");
    await submit(signInAsOperator, { email, password: PASSWORD });
    await db.session.updateMany({ data: { confirmedAt: new Date(Date.now() - 31 * 60_000) } });
    const answer =
      name === "preparePasskey"
        ? await (action as () => Promise<unknown>)().catch((error) => (error instanceof Redirected ? { to: error.to } : error))
        : await submit(action as FormAction, FORMS[name]);
    expect(answer).toEqual({ to: "/operator/confirm?to=%2Foperator%2Fteam" });
  });
});
