import { describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { changeOwnPassword } from "#lib/identity/change-password.ts";
import { requestPasswordReset } from "#lib/identity/request-password-reset.ts";
import { resetPasswordWithLink } from "#lib/identity/reset-password.ts";
import { createSession, readSession } from "#lib/identity/session-store.ts";
import { signInOperator, signInViewer } from "#lib/identity/sign-in.ts";
import { now } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { anAccount, anOperator, countMessages, linkSentTo, NOBODY, PASSWORD, tokenOf } from "./accounts.ts";

useDatabase();

const NEXT = "a wholly new password";

describe("a forgotten password", () => {
  it("is replaced through the delivered link, once; every session ends and the owner is told", async () => {
    const viewer = await anAccount();
    const session = await createSession("viewer", viewer.id, { ip: null, userAgent: null });
    await requestPasswordReset("viewer", { email: viewer.email }, NOBODY);
    const link = await linkSentTo(viewer.email, "reset_password");
    expect(link.pathname).toBe("/reset-password");
    const after = await resetPasswordWithLink("viewer", { token: tokenOf(link), password: NEXT }, null);
    expect(await readSession("viewer", session)).toBeNull();
    expect(after.id).toBe(viewer.id);
    expect((await signInViewer({ email: viewer.email, password: NEXT }, NOBODY)).emailVerifiedAt).not.toBeNull();
    await expect(signInViewer({ email: viewer.email, password: PASSWORD }, NOBODY)).rejects.toMatchObject({ code: "sign_in_failed" });
    expect(await countMessages(viewer.email, "password_changed")).toBe(1);
    await expect(resetPasswordWithLink("viewer", { token: tokenOf(link), password: NEXT }, null)).rejects.toMatchObject({
      code: "link_expired",
    });
  });

  it("ends the other open links, too", async () => {
    const viewer = await anAccount();
    await requestPasswordReset("viewer", { email: viewer.email }, NOBODY);
    const first = tokenOf(await linkSentTo(viewer.email, "reset_password"));
    await requestPasswordReset("viewer", { email: viewer.email }, NOBODY);
    const second = tokenOf(await linkSentTo(viewer.email, "reset_password"));
    await resetPasswordWithLink("viewer", { token: second, password: NEXT }, null);
    await expect(resetPasswordWithLink("viewer", { token: first, password: "one more of them" }, null)).rejects.toMatchObject({
      code: "link_expired",
    });
  });

  it("answers alike, and as slowly, where there is no account", async () => {
    const { email } = await anAccount();
    const closed = await anAccount();
    await db.customer.update({ where: { id: closed.id }, data: { closedAt: now() } });
    const timed = async (address: string) => {
      const start = performance.now();
      expect(await requestPasswordReset("viewer", { email: address }, NOBODY)).toBeUndefined();
      return performance.now() - start;
    };
    const times = [await timed(email), await timed("nobody@example.com"), await timed(closed.email)];
    for (const time of times) expect(time).toBeGreaterThan(290);
    expect(await countMessages(closed.email, "reset_password")).toBe(0);
  });

  it("of an operator has its own page and its own links", async () => {
    const operator = await anOperator("FINANCE");
    await requestPasswordReset("operator", { email: operator.email }, NOBODY);
    const link = await linkSentTo(operator.email, "reset_password");
    expect(link.pathname).toBe("/operator/reset-password");
    await expect(resetPasswordWithLink("viewer", { token: tokenOf(link), password: NEXT }, null)).rejects.toMatchObject({
      code: "link_expired",
    });
    await resetPasswordWithLink("operator", { token: tokenOf(link), password: NEXT }, null);
    await expect(signInOperator({ email: operator.email, password: NEXT }, NOBODY)).resolves.toMatchObject({ id: operator.id });
  });
});

describe("changing one's password", () => {
  it("needs the present one, and ends every session", async () => {
    const viewer = await anAccount();
    const session = await createSession("viewer", viewer.id, { ip: null, userAgent: null });
    await expect(changeOwnPassword("viewer", viewer, { currentPassword: "wrong one", newPassword: NEXT }, null)).rejects.toMatchObject({
      code: "wrong_password",
      field: "currentPassword",
    });
    const after = await changeOwnPassword("viewer", viewer, { currentPassword: PASSWORD, newPassword: NEXT }, null);
    expect(await readSession("viewer", session)).toBeNull();
    expect(after.id).toBe(viewer.id);
    expect(await countMessages(viewer.email, "password_changed")).toBe(1);
  });
});
