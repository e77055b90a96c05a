import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { chooseNewPassword, forgotPassword, passCheckHere, signInAsViewer, signUpAsViewer } from "#app/(auth)/actions.ts";
import { confirmByPassword, signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { renewWithMethod } from "#app/(shop)/account/actions.ts";
import { GET as market } from "#app/(shop)/market/route.ts";
import { db } from "#lib/db/client.ts";
import { currentOperator, requireOperator, requireViewer } from "#lib/identity/session.ts";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import { signLink } from "#lib/kernel/signed-link.ts";
import { anAccount, anOperator, linkSentTo, PASSWORD, tokenOf } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { keptCookies, newBrowser, submit } from "#tests/support/request.ts";
import { solvedCheck } from "#tests/support/solve-check.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeEach(async () => {
  newBrowser();
  await Promise.all([db.throttle.deleteMany(), db.paymentTry.deleteMany()]);
});

const SHOP = "https://shop.example";

/** What somebody writes into a link to a page of ours, so that whoever follows it ends up elsewhere. */
const ELSEWHERE = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/account/..//evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https://evil.example",
  "https://shop.example@evil.example",
  "http://shop.example.evil.example/",
  "javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,x",
  "%2f%2fevil.example",
  "/account\r\nset-cookie: a=b",
  "/\u2028/evil.example",
  "／／evil.example",
  "/\u00a0/evil.example",
  ".evil.example",
  "@evil.example",
];
/** What looks like it, and is a path here. */
const HERE = ["/%2f%2fevil.example", "/%5cevil.example", "/account?to=//evil.example", "/account#//evil.example", "/@evil.example"];

/** Where a browser on our page goes, also when it is told to by its script, or the path is put together anew. */
function leadsAway(to: string | undefined | null): boolean {
  const url = new URL(to ?? "", `${SHOP}/sign-in`);
  const again = new URL(url.pathname + url.search, `${SHOP}/sign-in`);
  return [url, again].some(({ origin, username }) => origin !== SHOP || username !== "") || /[\r\n]/.test(to ?? "");
}

describe.each(ELSEWHERE)("a way back that says %j leads nowhere else", (to) => {
  it("after a viewer has signed in, up, or taken another password", async () => {
    const viewer = await anAccount();
    expect((await submit(signInAsViewer, { email: viewer.email, password: PASSWORD, to })).to).toBe("/account");
    newBrowser();
    const made = { name: "New", email: `n-${newId()}@example.com`, password: PASSWORD, to };
    expect((await submit(signUpAsViewer, made)).to).toBe("/account");
    newBrowser();
    await submit(forgotPassword, { email: viewer.email, to });
    const link = await linkSentTo(viewer.email, "reset_password");
    expect(link.origin).toBe(new URL(env().APP_URL).origin);
    expect(link.searchParams.get("to")).toBeNull();
    expect((await submit(chooseNewPassword, { token: tokenOf(link), password: "a wholly new one", to })).to).toBe(
      "/account?notice=password",
    );
  });

  it("after an operator has signed in, or has said again who they are", async () => {
    const { email } = await anOperator("SUPPORT");
    expect((await submit(signInAsOperator, { email, password: PASSWORD, to })).to).toBe("/operator");
    expect(await currentOperator()).not.toBeNull();
    expect((await submit(confirmByPassword, { password: PASSWORD, to })).to).toBe("/operator");
  });

  it("after a check, which names the page before by itself", async () => {
    const { id } = await anAccount();
    const who = signLink("check", id, new Date(Date.now() + 600_000));
    expect((await submit(passCheckHere, { who, to, answer: await solvedCheck(id, null) })).to).toBe("/account");
  });

  it("after a choice of language, nor by the page before that", async () => {
    const chosen = async (query: URLSearchParams, headers: Record<string, string> = {}) =>
      (await market(new NextRequest(`${SHOP}/market?${query}`, { headers: { host: "shop.example", ...headers } }))).headers.get("location");
    expect(await chosen(new URLSearchParams({ to }))).toBe("/");
    const before = URL.canParse(to, SHOP) ? new URL(to, SHOP).href : null;
    if (before) expect(leadsAway(await chosen(new URLSearchParams(), { referer: before }))).toBe(false);
  });

  it("from a page that asks to sign in", async () => {
    const safe = to.replace(/[^\x20-\x7e]/g, "");
    newBrowser([], { "x-streamtill-path": safe });
    for (const required of [() => requireViewer(), () => requireOperator(["SUPPORT"])]) {
      const { to: led } = (await required().catch((error: unknown) => error)) as { to: string };
      const back = new URL(led, SHOP).searchParams.get("to");
      expect([led.startsWith("/"), leadsAway(led), leadsAway(back)], led).toEqual([true, false, false]);
    }
  });
});

it.each(HERE)("follows %j, which is a page of ours", async (to) => {
  const viewer = await anAccount();
  expect((await submit(signInAsViewer, { email: viewer.email, password: PASSWORD, to })).to).toBe(to);
  expect(leadsAway(to)).toBe(false);
});

it("sends nobody elsewhere by the page that a try to pay came from, whatever host it names", async () => {
  const viewer = await anAccount();
  newBrowser([], { "x-forwarded-for": "203.0.113.200" });
  await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
  await db.paymentTry.create({ data: { key: `account:${viewer.id}`, tries: 9, resetsAt: new Date(Date.now() + 600_000) } });
  const kept = keptCookies();
  for (const referer of [
    "https://evil.example//other.example",
    "https://evil.example/.//x",
    "javascript://shop.example/%0aalert(1)",
    "//evil",
  ]) {
    newBrowser(kept, { "x-forwarded-for": "203.0.113.200", referer });
    const { to } = await submit(renewWithMethod, { methodId: newId() });
    expect([to?.startsWith("/check?"), leadsAway(new URL(to ?? "", SHOP).searchParams.get("to"))], referer).toEqual([true, false]);
  }
});

it("writes letters' links with our own address, whatever host was asked", async () => {
  const viewer = await anAccount();
  newBrowser([], { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http", origin: "https://evil.example" });
  await submit(forgotPassword, { email: viewer.email });
  expect((await linkSentTo(viewer.email, "reset_password")).origin).toBe(new URL(env().APP_URL).origin);
});
