import { beforeEach, describe, expect, it, vi } from "vitest";
import { askForPasskey, confirmByPasskey, finishWithPasskey, signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { db } from "#lib/db/client.ts";
import { currentOperator, isConfirmed } from "#lib/identity/session.ts";
import { anOperator, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPasskey } from "#tests/support/passkey.ts";
import { newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeEach(async () => {
  newBrowser([], { "x-forwarded-for": "192.0.2.1" });
  await db.throttle.deleteMany();
});

/** Before the second step: the password was given. */
async function halfSignedIn() {
  const operator = await anOperator("OWNER");
  const passkey = await aPasskey(operator.id);
  await submit(signInAsOperator, { email: operator.email, password: PASSWORD });
  return { operator, passkey, challenge: (await askForPasskey()).challenge };
}

const failures = (subjectId: string) => db.auditEntry.findMany({ where: { subjectId, action: "operator.sign_in_failed" } });

describe("the second step by passkey", () => {
  it("lets in, and its challenge is answered once", async () => {
    const { operator, passkey, challenge } = await halfSignedIn();
    const response = passkey.answer({ challenge, verified: false }); // the password was the other factor
    expect(await submit(finishWithPasskey, { response })).toEqual({ to: "/operator" });
    expect(await currentOperator()).toMatchObject({ id: operator.id });
    await submit(signInAsOperator, { email: operator.email, password: PASSWORD });
    await askForPasskey();
    expect(await submit(finishWithPasskey, { response })).toMatchObject({ status: "refused" });
    expect(await submit(finishWithPasskey, { response: passkey.answer({ challenge, counter: 2 }) })).toMatchObject({ status: "refused" });
    expect(await currentOperator()).toBeNull();
  });

  it("takes a used challenge from nobody, not even with a new answer", async () => {
    const { passkey, challenge } = await halfSignedIn();
    expect(await submit(finishWithPasskey, { response: passkey.answer({ challenge, origin: "https://evil.example" }) })).toMatchObject({
      status: "refused",
    });
    expect(await submit(finishWithPasskey, { response: passkey.answer({ challenge }) })).toMatchObject({ status: "refused" });
  });

  it("takes no other operator's passkey, no other origin and no older counter, and writes each down", async () => {
    const { operator, passkey, challenge } = await halfSignedIn();
    const foreign = await aPasskey((await anOperator("OWNER")).id);
    const again = async () => (await askForPasskey()).challenge;
    expect(await submit(finishWithPasskey, { response: foreign.answer({ challenge }) })).toMatchObject({ status: "refused" });
    const elsewhere = passkey.answer({ challenge: await again(), origin: "https://shop.evil.example" });
    expect(await submit(finishWithPasskey, { response: elsewhere })).toMatchObject({ status: "refused" });
    await db.passkey.update({ where: { id: passkey.id }, data: { counter: 9n } });
    expect(await submit(finishWithPasskey, { response: passkey.answer({ challenge: await again(), counter: 9 }) })).toMatchObject({
      status: "refused",
    });
    expect(await currentOperator()).toBeNull();
    expect((await failures(operator.id)).map(({ after }) => after)).toEqual(Array(3).fill({ factor: "passkey" }));
  });
});

describe("the proof who sits there by passkey alone", () => {
  async function signedIn() {
    const { operator, passkey, challenge } = await halfSignedIn();
    await submit(finishWithPasskey, { response: passkey.answer({ challenge }) });
    await db.session.updateMany({ data: { confirmedAt: new Date(Date.now() - 31 * 60_000) } });
    return { operator, passkey };
  }

  it("needs a device that asked who uses it: a key left plugged in proves nothing", async () => {
    const { operator, passkey } = await signedIn();
    const asked = await askForPasskey();
    expect(asked.userVerification).toBe("required");
    const pressed = passkey.answer({ challenge: asked.challenge, verified: false, counter: 2 });
    expect(await submit(confirmByPasskey, { response: pressed, to: "/operator/team" })).toMatchObject({ status: "refused" });
    expect(await isConfirmed()).toBe(false);
    expect(await failures(operator.id)).toMatchObject([{ after: { factor: "confirm_passkey" }, ip: "192.0.2.1" }]);
    const { challenge } = await askForPasskey();
    expect(await submit(confirmByPasskey, { response: passkey.answer({ challenge, counter: 3 }), to: "/operator/team" })).toEqual({
      to: "/operator/team",
    });
    expect(await isConfirmed()).toBe(true);
  });
});
