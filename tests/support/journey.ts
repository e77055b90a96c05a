import type { Locator, Page } from "@playwright/test";
import { newId } from "#lib/kernel/ids.ts";
import { expect } from "./browser.ts";
import { OWNER, type TestServer } from "./server.ts";
import { CARDS } from "./shop.ts";

/** Opens an account where the page asks for one (sign-up or checkout). @returns the address. */
export async function signUp(page: Page, { name = "Vera Viewer", phone = "" } = {}): Promise<string> {
  const email = `viewer-${newId().slice(-12)}@example.com`;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Email address").first().fill(email);
  await page.getByLabel("Mobile number").fill(phone);
  await page.getByLabel("Password", { exact: true }).first().fill("correct horse battery");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByText(email)).toBeVisible();
  return email;
}

/** Accepts the terms and orders, up to the gateway's page at an address that `gatewayPage` matches. */
export async function placeOrder(page: Page, gatewayPage = /\/sandbox\/pay\//): Promise<void> {
  await page.getByRole("checkbox", { name: /terms of service/ }).check();
  await page.getByRole("button", { name: /^Order and pay/ }).click();
  await page.waitForURL(gatewayPage);
}

/** Pays on the sandbox's page and returns to the shop. */
export async function payOnPage(page: Page, card = CARDS.ok): Promise<void> {
  await page.locator("input[name=number]").fill(card);
  await page.getByRole("button", { name: /^Pay / }).click();
  await page.waitForURL(/\/checkout\/return/);
}

/** Opens the search over everything by its keys, as often as it takes: they are heard only once the page runs. Returns the field. */
export async function openSearch(page: Page): Promise<Locator> {
  const field = page.getByRole("dialog").getByRole("combobox");
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(field).toBeVisible({ timeout: 3_000 });
  }).toPass();
  return field;
}

export async function signInAsOwner(page: Page, server: TestServer): Promise<void> {
  await page.goto(`${server.url}/operator/sign-in`);
  await page.getByLabel("Email address").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${server.url}/operator`);
}
