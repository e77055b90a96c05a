import { describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Role } from "#lib/db/generated/client.ts";
import { changeRole, setDisabled } from "#lib/identity/change-operator.ts";
import { inviteOperator } from "#lib/identity/invite-operator.ts";
import { resetPasswordWithLink } from "#lib/identity/reset-password.ts";
import { createSession, readSession } from "#lib/identity/session-store.ts";
import { signInOperator } from "#lib/identity/sign-in.ts";
import { useDatabase } from "#tests/support/database.ts";
import { anOperator, linkSentTo, NOBODY, tokenOf } from "./accounts.ts";

useDatabase();

describe("operators", () => {
  it("are invited by an owner, and choose their password through the link", async () => {
    const owner = await anOperator("OWNER");
    const { operator, link } = await inviteOperator({ name: "Sam", email: "sam@example.com", role: "SUPPORT" }, owner, null);
    await expect(signInOperator({ email: operator.email, password: "" }, NOBODY)).rejects.toMatchObject({ code: "sign_in_failed" });
    expect(link).toBe((await linkSentTo("sam@example.com", "reset_password")).href);
    await resetPasswordWithLink("operator", { token: tokenOf(new URL(link)), password: "chosen by sam himself" }, null);
    expect((await signInOperator({ email: "sam@example.com", password: "chosen by sam himself" }, NOBODY)).role).toBe("SUPPORT");
    await expect(inviteOperator({ name: "Sam", email: "sam@example.com", role: "VIEWER" }, owner, null)).rejects.toMatchObject({
      code: "operator_exists",
      field: "email",
    });
  });

  it.each(["FINANCE", "SUPPORT", "VIEWER"] as Role[])("of role %s manage nobody", async (role) => {
    const [operator, other] = [await anOperator(role), await anOperator("VIEWER")];
    const forbidden = { code: "forbidden", status: 403 };
    await expect(inviteOperator({ name: "X", email: "x@example.com", role: "OWNER" }, operator, null)).rejects.toMatchObject(forbidden);
    expect(() => changeRole({ id: operator.id, role: "OWNER" }, operator, null)).toThrow(expect.objectContaining(forbidden));
    expect(() => setDisabled({ id: other.id, disabled: true }, operator, null)).toThrow(expect.objectContaining(forbidden));
  });

  it("always keep one owner, even when two remove each other at once", async () => {
    await db.operator.updateMany({ data: { disabledAt: new Date(0) } });
    const [one, two] = [await anOperator("OWNER"), await anOperator("OWNER")];
    const results = await Promise.allSettled([
      changeRole({ id: two.id, role: "VIEWER" }, one, null),
      setDisabled({ id: one.id, disabled: true }, two, null),
    ]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({ reason: { code: "last_owner", status: 409 } });
    expect(await db.operator.count({ where: { role: "OWNER", disabledAt: null } })).toBe(1);
  });

  it("lose their sessions when they are disabled; the log tells who did it", async () => {
    const [owner, other] = [await anOperator("OWNER"), await anOperator("FINANCE")];
    const session = await createSession("operator", other.id, { ip: null, userAgent: null });
    const disabled = await setDisabled({ id: other.id, disabled: true }, owner, "192.0.2.4");
    expect(await readSession("operator", session)).toBeNull();
    expect(disabled.disabledAt).not.toBeNull();
    expect(await db.auditEntry.findFirst({ where: { subjectId: other.id } })).toMatchObject({
      actorId: owner.id,
      action: "operator.disabled",
      ip: "192.0.2.4",
    });
    expect((await setDisabled({ id: other.id, disabled: false }, owner, null)).disabledAt).toBeNull();
  });
});
