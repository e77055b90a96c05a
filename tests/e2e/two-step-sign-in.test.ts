import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { beforeAll, it } from "vitest";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { signInAsOwner } from "#tests/support/journey.ts";
import { OWNER, startServer, type TestServer } from "#tests/support/server.ts";

useDatabase();
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

/** Chromium's own authenticator, as a phone or a key would be. */
async function plugInAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const;
  await session.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
}

async function givePassword(page: Page): Promise<void> {
  await page.goto(`${server.url}/operator/sign-in`);
  await page.getByLabel("Email address").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/second-step/);
}

it("an owner adds a passkey and an app, signs in with each, without scripts too, and proves it again before the team", async () => {
  const page = await openPage();
  await plugInAuthenticator(page);
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/security`);

  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Keep these recovery codes")).toBeVisible();
  const recovery = (
    await page
      .getByRole("listitem")
      .filter({ hasText: /^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/ })
      .allTextContents()
  )[0];
  await page.getByRole("button", { name: "Set up an app" }).click();
  await expect(page.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
  const secret = Secret.fromBase32(((await page.locator("form code").textContent()) ?? "").replaceAll(" ", ""));
  const codeIn = (halfMinutes: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + halfMinutes * 30_000 });
  await page.getByLabel("Code that it shows").fill(codeIn(0));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("button", { name: "Set up an app" })).toBeHidden();
  await expect(page.getByText("This one")).toBeVisible();

  await page.context().clearCookies();
  await givePassword(page);
  await page.goto(`${server.url}/operator/team`);
  await page.waitForURL(/operator\/sign-in|second-step/);
  await givePassword(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL(`${server.url}/operator`);

  const plain = await openPage({ javaScriptEnabled: false });
  await givePassword(plain);
  await plain.getByLabel("Code", { exact: true }).fill(codeIn(1));
  await plain.getByRole("button", { name: "Sign in" }).click();
  await plain.waitForURL(`${server.url}/operator`);
  await plain.context().clearCookies();
  await givePassword(plain);
  await plain.getByLabel("Code", { exact: true }).fill(recovery);
  await plain.getByRole("button", { name: "Sign in" }).click();
  await plain.waitForURL(`${server.url}/operator`);
});

it("the address typed at sign-in is carried to the forgotten password", async () => {
  const page = await openPage();
  for (const [from, to] of [
    ["/sign-in?to=/account/invoices", "/forgot-password"],
    ["/operator/sign-in", "/operator/forgot-password"],
  ]) {
    await page.goto(`${server.url}${from}`);
    await page.getByLabel("Email address").fill("vera+tv@example.com");
    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.waitForURL((url) => url.pathname === to);
    await expect(page.getByLabel("Email address")).toHaveValue("vera+tv@example.com");
  }
});
