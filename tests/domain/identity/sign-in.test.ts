import { describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { signInInput, signInOperator, signInViewer } from "#lib/identity/sign-in.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { anAccount, anOperator, NOBODY, PASSWORD } from "./accounts.ts";

useDatabase();

const failed = { code: "sign_in_failed", status: 401, field: undefined, values: undefined };

describe("signing in", () => {
  it("takes the address however it is written", async () => {
    const { email, id } = await anAccount();
    const input = signInInput.parse({ email: `  ${email.toUpperCase()} `, password: PASSWORD });
    expect((await signInViewer(input, NOBODY)).id).toBe(id);
  });

  it("answers alike for an unknown address, a wrong password, a closed account and one without a password", async () => {
    const [known, closed, bare] = [await anAccount(), await anAccount(), await anAccount()];
    await db.customer.update({ where: { id: closed.id }, data: { closedAt: now() } });
    await db.customer.update({ where: { id: bare.id }, data: { passwordHash: null } });
    for (const [email, password] of [
      ["nobody@example.com", PASSWORD],
      [known.email, "wrong password"],
      [closed.email, PASSWORD],
      [bare.email, PASSWORD],
    ])
      await expect(signInViewer({ email, password }, NOBODY)).rejects.toMatchObject(failed);
  });

  it("keeps viewers and operators apart", async () => {
    const viewer = await anAccount();
    const operator = await anOperator("OWNER");
    await expect(signInOperator({ email: viewer.email, password: PASSWORD }, NOBODY)).rejects.toMatchObject(failed);
    await expect(signInViewer({ email: operator.email, password: PASSWORD }, NOBODY)).rejects.toMatchObject(failed);
  });

  it("writes an operator's sign-in into the audit log, and refuses a disabled one like any other", async () => {
    const operator = await anOperator("SUPPORT");
    await signInOperator({ email: operator.email, password: PASSWORD }, { ...NOBODY, ip: "192.0.2.7" });
    expect(await db.operator.findUnique({ where: { id: operator.id } })).toMatchObject({ lastSignInAt: expect.any(Date) });
    expect(await db.auditEntry.findFirst({ where: { subjectId: operator.id } })).toMatchObject({
      action: "operator.signed_in",
      ip: "192.0.2.7",
    });
    await db.operator.update({ where: { id: operator.id }, data: { disabledAt: now() } });
    await expect(signInOperator({ email: operator.email, password: PASSWORD }, NOBODY)).rejects.toMatchObject(failed);
  });

  it("is slowed down alike for known and unknown addresses", async () => {
    stopClockAt(now());
    const { email } = await anAccount();
    const timed = async (address: string) => {
      for (let i = 0; i < 10; i++) await expect(signInViewer({ email: address, password: "wrong" }, NOBODY)).rejects.toMatchObject(failed);
      const begun = performance.now();
      await expect(signInViewer({ email: address, password: "wrong" }, NOBODY)).rejects.toMatchObject(failed);
      return performance.now() - begun;
    };
    for (const time of await Promise.all([timed(email), timed("stranger@example.com")])) expect(time).toBeGreaterThan(990);
    runClock();
  });

  it("is slowed down by network, whoever is tried from there, and not sped up by an account of one's own", async () => {
    const key = "sign-in:viewer:192.0.2.9";
    const [resetsAt, nextAt] = [new Date(now().getTime() + 900_000), new Date(now().getTime() + 60_000)];
    await db.throttle.create({ data: { key, attempts: 100, resetsAt, nextAt } });
    const { email } = await anAccount();
    await expect(signInViewer({ email, password: PASSWORD }, { ...NOBODY, ip: "192.0.2.9" })).rejects.toMatchObject({ code: "throttled" });
    await expect(signInViewer({ email, password: PASSWORD }, { ...NOBODY, ip: "192.0.2.10" })).resolves.toMatchObject({ email });
    expect(await db.throttle.findUnique({ where: { key } })).toMatchObject({ attempts: 100 });
    expect(await db.throttle.findUnique({ where: { key: "sign-in:viewer:192.0.2.10" } })).toMatchObject({ attempts: 1 });
  });
});
