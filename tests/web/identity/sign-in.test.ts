import { beforeEach, describe, expect, it, vi } from "vitest";
import { chooseNewPassword, confirmEmail, forgotPassword, signInAsViewer, signOut, signUpAsViewer } from "#app/(auth)/actions.ts";
import { signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { changePassword } from "#app/operator/security/actions.ts";
import { signOut as signOutOperator } from "#app/operator/shell-actions.ts";
import { db } from "#lib/db/client.ts";
import type { Role } from "#lib/db/generated/client.ts";
import { currentOperator, currentViewer, requireOperator, requireViewer } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { anAccount, anOperator, linkSentTo, PASSWORD, tokenOf } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { keptCookies, newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeEach(() => newBrowser());

describe("a viewer's session", () => {
  it("begins by signing in, leads on to where they wanted, and ends by signing out", async () => {
    const viewer = await anAccount();
    expect(await submit(signInAsViewer, { email: viewer.email, password: PASSWORD, to: "/checkout?price=1" })).toEqual({
      to: "/checkout?price=1",
    });
    expect((await currentViewer())?.id).toBe(viewer.id);
    await expect(signOut()).rejects.toMatchObject({ to: "/" });
    expect(await currentViewer()).toBeNull();
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example"])("never leads to %s", async (to) => {
    const viewer = await anAccount();
    expect(await submit(signInAsViewer, { email: viewer.email, password: PASSWORD, to })).toEqual({ to: "/account" });
  });

  it("keeps what was typed but the password, and says the same whoever it is", async () => {
    const { email } = await anAccount();
    const known = await submit(signInAsViewer, { email, password: "wrong" });
    const unknown = await submit(signInAsViewer, { email: "nobody@example.com", password: "wrong" });
    expect(known).toMatchObject({ status: "refused", errors: {}, values: { email } });
    expect(known.values).not.toHaveProperty("password");
    expect(unknown.message).toBe(known.message);
    expect((await submit(signInAsViewer, { email: "x", password: "" })).errors).toEqual({
      email: "Write an address such as name@example.com.",
      password: "Please fill this in.",
    });
  });

  it("ends everywhere when the password changes, and goes on in the browser that changed it", async () => {
    const viewer = await anAccount();
    await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
    const elsewhere = keptCookies();
    newBrowser();
    expect(await submit(forgotPassword, { email: viewer.email })).toMatchObject({ status: "done" });
    const token = tokenOf(await linkSentTo(viewer.email, "reset_password"));
    expect(await submit(chooseNewPassword, { token, password: "a wholly new password" })).toEqual({ to: "/account?notice=password" });
    expect((await currentViewer())?.id).toBe(viewer.id);
    newBrowser(elsewhere);
    expect(await currentViewer()).toBeNull();
    await expect(requireViewer("/account")).rejects.toMatchObject({ to: "/sign-in?to=%2Faccount" });
  });

  it("leads on to the basket after a forgotten password, and to no other site", async () => {
    const viewer = await anAccount();
    for (const [to, led] of [
      ["/checkout?price=1&currency=EUR", "/checkout?price=1&currency=EUR"],
      ["//evil.example", "/account?notice=password"],
    ]) {
      await submit(forgotPassword, { email: viewer.email, to });
      const link = await linkSentTo(viewer.email, "reset_password");
      const form = { token: tokenOf(link), to: link.searchParams.get("to") ?? "", password: `a wholly new password ${led}` };
      expect(await submit(chooseNewPassword, form)).toEqual({ to: led });
    }
  });

  it("ends on the server by signing out: a kept cookie signs in no more, another browser stays signed in", async () => {
    const viewer = await anAccount();
    await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
    const elsewhere = keptCookies();
    newBrowser();
    await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
    const copied = keptCookies();
    await expect(signOut()).rejects.toMatchObject({ to: "/" });
    newBrowser(copied);
    expect(await currentViewer()).toBeNull();
    await expect(signOut()).rejects.toMatchObject({ to: "/" });
    newBrowser(elsewhere);
    expect((await currentViewer())?.id).toBe(viewer.id);
  });

  it("ends when the account is closed", async () => {
    const viewer = await anAccount();
    await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
    await db.customer.update({ where: { id: viewer.id }, data: { closedAt: now() } });
    expect(await currentViewer()).toBeNull();
  });

  it("begins by signing up, and the address is confirmed by a press", async () => {
    expect(await submit(signUpAsViewer, { name: "Nora", email: "nora@example.com", password: PASSWORD })).toEqual({ to: "/account" });
    expect(await currentViewer()).toMatchObject({ email: "nora@example.com", emailVerifiedAt: null });
    const token = tokenOf(await linkSentTo("nora@example.com", "verify_email"));
    expect(await submit(confirmEmail, { token })).toEqual({ to: "/verify-email?done=1" });
    expect((await currentViewer())?.emailVerifiedAt).not.toBeNull();
    expect(await submit(confirmEmail, { token })).toMatchObject({ status: "refused" });
  });

  it("begins by signing up, with control characters left out of what was typed", async () => {
    const form = { name: "No\0ra\u001b \u0085Muster", email: "n\0uria@example.com", password: PASSWORD };
    expect(await submit(signUpAsViewer, form)).toEqual({ to: "/account" });
    expect(await currentViewer()).toMatchObject({ name: "Nora Muster", email: "nuria@example.com" });
  });

  it("is asked for with the page one wanted to see", async () => {
    newBrowser([], { "x-streamtill-path": "/account/messages?x=1" });
    await expect(requireViewer()).rejects.toMatchObject({ to: "/sign-in?to=%2Faccount%2Fmessages%3Fx%3D1" });
    newBrowser([], { "x-streamtill-path": "//evil.example" });
    await expect(requireViewer()).rejects.toMatchObject({ to: "/sign-in?to=%2Faccount" });
  });
});

describe("an operator's session", () => {
  it("is none of a viewer's, nor the other way round", async () => {
    const [viewer, operator] = [await anAccount(), await anOperator("OWNER")];
    await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
    expect(await currentOperator()).toBeNull();
    const [[, token]] = keptCookies();
    newBrowser([["streamtill.operator", token]]);
    expect(await currentOperator()).toBeNull();
    expect(await submit(signInAsOperator, { email: operator.email, password: PASSWORD })).toEqual({ to: "/operator" });
    expect((await currentOperator())?.id).toBe(operator.id);
    expect(await currentViewer()).toBeNull();
  });

  it.each([
    ["OWNER", true, true],
    ["FINANCE", true, true],
    ["SUPPORT", true, false],
    ["VIEWER", true, false],
  ] as [Role, boolean, boolean][])("of role %s passes where it may", async (role, anywhere, finance) => {
    const { email } = await anOperator(role);
    await submit(signInAsOperator, { email, password: PASSWORD });
    const passes = (roles?: Role[]) =>
      requireOperator(roles).then(
        () => true,
        (error) => (error.status === 403 ? false : Promise.reject(error)),
      );
    expect(await passes()).toBe(anywhere);
    expect(await passes(["FINANCE"])).toBe(finance);
  });

  it("has the role that the database says now", async () => {
    const { id, email } = await anOperator("OWNER");
    await submit(signInAsOperator, { email, password: PASSWORD });
    await requireOperator([]);
    await db.operator.update({ where: { id }, data: { role: "VIEWER" } });
    await expect(requireOperator([])).rejects.toMatchObject({ status: 403 });
    await db.operator.update({ where: { id }, data: { disabledAt: now() } });
    await expect(requireOperator([])).rejects.toMatchObject({ to: "/operator/sign-in?to=%2Foperator" });
  });

  it("ends on the server by signing out", async () => {
    const { email } = await anOperator("OWNER");
    await submit(signInAsOperator, { email, password: PASSWORD });
    const copied = keptCookies();
    await expect(signOutOperator()).rejects.toMatchObject({ to: "/operator/sign-in" });
    newBrowser(copied);
    expect(await currentOperator()).toBeNull();
  });

  it("goes on after changing one's own password, whatever the role", async () => {
    const { email } = await anOperator("VIEWER");
    await submit(signInAsOperator, { email, password: PASSWORD });
    const elsewhere = keptCookies();
    const form = { currentPassword: PASSWORD, newPassword: "a wholly new password" };
    expect(await submit(changePassword, form)).toMatchObject({ status: "done" });
    expect(await currentOperator()).toMatchObject({ email });
    newBrowser(elsewhere);
    expect(await currentOperator()).toBeNull();
  });
});
