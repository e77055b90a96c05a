import { beforeEach, describe, expect, it, vi } from "vitest";
import { forgotPassword, signInAsViewer, signUpAsViewer } from "#app/(auth)/actions.ts";
import { forgotOperatorPassword, signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { db } from "#lib/db/client.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { anAccount, anOperator, countMessages, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { keptCookies, newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeEach(() => db.throttle.deleteMany());

const from = (address: string, cookies: [string, string][] = []) => newBrowser(cookies, { "x-forwarded-for": address });
const soon = new Date(now().getTime() + 3_600_000);
/** As if so many tries had been made under a key. */
const tried = (key: string, attempts: number, nextAt = now()) =>
  db.throttle.upsert({ where: { key }, create: { key, attempts, resetsAt: soon, nextAt }, update: { attempts, nextAt } });

const KINDS = [
  { kind: "operator", make: () => anOperator("OWNER"), signIn: signInAsOperator, forgot: forgotOperatorPassword, home: "/operator" },
  { kind: "viewer", make: () => anAccount(), signIn: signInAsViewer, forgot: forgotPassword, home: "/account" },
] as const;

describe.each(KINDS)("a stranger keeps no $kind out", ({ kind, make, signIn, forgot, home }) => {
  it("by wrong passwords, wherever they come from", async () => {
    const { email } = await make();
    for (let stranger = 1; stranger <= 4; stranger += 1) {
      from(`203.0.113.${stranger}`);
      for (let i = 0; i < 10; i += 1) await submit(signIn, { email, password: "wrong" });
    }
    from("198.51.100.7");
    expect(await submit(signIn, { email, password: PASSWORD })).toEqual({ to: home });
  });

  it("by wrong passwords from the same network: a known browser waits for nobody", async () => {
    const { email } = await make();
    from("203.0.113.9");
    await submit(signIn, { email, password: PASSWORD });
    const known = keptCookies().filter(([name]) => name.includes("device"));
    from("203.0.113.9");
    await tried(`sign-in:${kind}:${email}:203.0.113.9`, 40, soon);
    await tried(`sign-in:${kind}:203.0.113.9`, 400, soon);
    await tried(`sign-in:${kind}:${email}`, 4000, soon);
    expect((await submit(signIn, { email, password: PASSWORD })).message).toMatch(/too many tries/);
    from("203.0.113.9", known);
    expect(await submit(signIn, { email, password: PASSWORD })).toEqual({ to: home });
  });

  it("by wrong passwords from the same network: another browser is slowed down, and let in", async () => {
    stopClockAt(now());
    const { email } = await make();
    from("203.0.113.10");
    for (let i = 0; i < 10; i += 1) await submit(signIn, { email, password: "wrong" });
    const begun = performance.now();
    expect(await submit(signIn, { email, password: PASSWORD })).toEqual({ to: home });
    expect(performance.now() - begun).toBeGreaterThan(990);
    runClock();
  });

  it("by asking for a new password in their name", async () => {
    const { email } = await make();
    from("203.0.113.11");
    for (let i = 0; i < 8; i += 1) expect(await submit(forgot, { email })).toMatchObject({ status: "done" });
    expect(await countMessages(email, "reset_password")).toBe(5);
    expect(await submit(forgot, { email })).toMatchObject({ status: "done" });
    await db.linkToken.updateMany({ data: { expiresAt: new Date(now().getTime() + 29 * 60_000) } });
    await submit(forgot, { email });
    expect(await countMessages(email, "reset_password")).toBe(6);
  });

  it("by asking in their name, where they ask from a browser they have signed in with", async () => {
    const { email } = await make();
    await submit(signIn, { email, password: PASSWORD });
    const known = keptCookies();
    from("203.0.113.12");
    for (let i = 0; i < 6; i += 1) await submit(forgot, { email });
    from("203.0.113.12", known);
    await submit(forgot, { email });
    expect(await countMessages(email, "reset_password")).toBe(6);
  });
});

it("a browser is known for its own account only, and what it may try is counted too", async () => {
  const [mine, other] = [await anAccount(), await anAccount()];
  from("203.0.113.13");
  await submit(signInAsViewer, { email: mine.email, password: PASSWORD });
  const known = keptCookies().filter(([name]) => name.includes("device"));
  await tried(`sign-in:viewer:${other.email}:203.0.113.13`, 40, new Date(now().getTime() + 60_000));
  expect((await submit(signInAsViewer, { email: other.email, password: PASSWORD })).message).toMatch(/too many tries/);
  from("203.0.113.13", known);
  for (let i = 0; i < 10; i += 1) await submit(signInAsViewer, { email: mine.email, password: "wrong" });
  await db.throttle.updateMany({ where: { key: { contains: "device" } }, data: { nextAt: new Date(now().getTime() + 60_000) } });
  expect((await submit(signInAsViewer, { email: mine.email, password: PASSWORD })).message).toMatch(/too many tries/);
});

it("many at once take turns, and who would wait too long is told so, without making the others wait longer", async () => {
  const { email } = await anAccount();
  from("203.0.113.14");
  stopClockAt(now());
  await tried(`sign-in:viewer:${email}:203.0.113.14`, 30);
  const answers = await Promise.all(Array.from({ length: 20 }, () => submit(signInAsViewer, { email, password: "wrong" })));
  expect(answers.filter(({ message }) => !/too many tries/.test(message ?? ""))).toHaveLength(2);
  runClock();
});

it("an IPv6 network is one stranger, however many addresses it has", async () => {
  const { email } = await anAccount();
  await tried(`sign-in:viewer:${email}:2001:db8:1:2::/64`, 40, new Date(now().getTime() + 60_000));
  from("2001:db8:1:2:ffff::7");
  expect((await submit(signInAsViewer, { email, password: PASSWORD })).message).toMatch(/too many tries/);
  from("2001:db8:1:3::7");
  expect(await submit(signInAsViewer, { email, password: PASSWORD })).toEqual({ to: "/account" });
});

it("twenty accounts opened from a network slow the next down, and shut nobody out", async () => {
  await tried("sign-up:203.0.113.15", 20);
  from("203.0.113.15");
  const form = { name: "Nora", email: `${newId()}@example.com`, password: PASSWORD };
  expect(await submit(signUpAsViewer, form)).toEqual({ to: "/account" });
});
