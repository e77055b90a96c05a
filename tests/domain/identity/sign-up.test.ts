import { describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { signUpInput, signUpViewer } from "#lib/identity/sign-up.ts";
import { resendVerification, verifyEmail } from "#lib/identity/verify-email.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { anAccount, countMessages, linkSentTo, NOBODY, PASSWORD, tokenOf } from "./accounts.ts";

useDatabase();

const input = (email: string, password = PASSWORD) => signUpInput.parse({ name: "Nora New", email, password, locale: "ar" });
const refused = { code: "sign_up_refused", field: undefined, values: undefined };

describe("signing up", () => {
  it("opens an account with a TV login and asks to confirm the address", async () => {
    const viewer = await signUpViewer(input("nora@example.com"), { ...NOBODY, ip: "192.0.2.1" });
    expect(viewer).toMatchObject({ email: "nora@example.com", locale: "ar", emailVerifiedAt: null, marketingConsent: false });
    expect(viewer.serviceUserId).toMatch(/^TV-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
    const link = await linkSentTo(viewer.email, "verify_email");
    expect(link.pathname).toBe("/verify-email");
    expect((await verifyEmail({ token: tokenOf(link) })).emailVerifiedAt).not.toBeNull();
    await expect(verifyEmail({ token: tokenOf(link) })).rejects.toMatchObject({ code: "link_expired" });
  });

  it("recognizes a viewer by the right password", async () => {
    const viewer = await anAccount();
    expect((await signUpViewer(input(viewer.email), NOBODY)).id).toBe(viewer.id);
    expect(await countMessages(viewer.email, "verify_email")).toBe(0);
  });

  it("names neither detail when a known address comes with another password, and changes nothing", async () => {
    const viewer = await anAccount({ name: "Vera" });
    await expect(signUpViewer(input(viewer.email, "quite another one"), NOBODY)).rejects.toMatchObject(refused);
    await db.customer.update({ where: { id: viewer.id }, data: { closedAt: now() } });
    await expect(signUpViewer(input(viewer.email), NOBODY)).rejects.toMatchObject(refused);
    expect(await db.customer.findUniqueOrThrow({ where: { id: viewer.id } })).toMatchObject({
      name: "Vera",
      passwordHash: viewer.passwordHash,
    });
  });

  it("is no way around the pace of signing in", async () => {
    stopClockAt(now());
    const viewer = await anAccount();
    for (let i = 0; i < 10; i++)
      await expect(signUpViewer(input(viewer.email, `guess number ${i}`), NOBODY)).rejects.toMatchObject(refused);
    const begun = performance.now();
    await expect(signUpViewer(input(viewer.email, "guess number 10"), NOBODY)).rejects.toMatchObject(refused);
    expect(performance.now() - begun).toBeGreaterThan(990);
    runClock();
  });

  it("opens one account when the form is sent twice at once", async () => {
    const results = await Promise.allSettled([
      signUpViewer(input("twice@example.com"), NOBODY),
      signUpViewer(input("twice@example.com"), NOBODY),
    ]);
    expect(results.some((result) => result.status === "fulfilled")).toBe(true);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject(refused);
    expect(await db.customer.count({ where: { email: "twice@example.com" } })).toBe(1);
    expect(await countMessages("twice@example.com", "verify_email")).toBe(1);
  });

  it("sends the confirmWithPasswordInput again, not without end, and not once confirmed", async () => {
    const viewer = await anAccount();
    for (let i = 0; i < 5; i++) await resendVerification(viewer);
    await expect(resendVerification(viewer)).rejects.toMatchObject({ code: "throttled" });
    expect(await countMessages(viewer.email, "verify_email")).toBe(5);
    await expect(resendVerification({ ...viewer, emailVerifiedAt: now() })).rejects.toMatchObject({ code: "already_verified" });
  });

  it.each([
    [{ email: "" }, "email", "required"],
    [{ email: "no address" }, "email", "invalid_email"],
    [{ password: "short" }, "password", "password_too_short"],
    [{ password: "" }, "password", "required"],
    [{ name: "  " }, "name", "required"],
  ])("asks for %j to be mended at its field", (change, field, code) => {
    const parsed = signUpInput.safeParse({ name: "Nora", email: "nora@example.com", password: PASSWORD, ...change });
    expect(parsed.error?.issues[0]).toMatchObject({ path: [field], message: code });
  });
});
