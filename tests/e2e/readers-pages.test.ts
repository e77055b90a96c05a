import type { Page } from "@playwright/test";
import { beforeAll, it } from "vitest";
import type { Plan, Price } from "#lib/db/generated/client.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payOnPage, placeOrder, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aCoupon, aPlan, aTaxRate } from "#tests/support/shop.ts";

useDatabase();
let server: TestServer;
let plan: Plan;
let price: Price;
beforeAll(async () => {
  ({ plan, price } = await aPlan());
  await aTaxRate({ country: "FR", ratePpm: 200_000 });
  await aCoupon("TWENTY");
  server = await startServer();
}, 240_000);

/** At the checkout of a country in which no more than one thing is loaded, and nothing is wrong. */
async function atCheckout(): Promise<{ page: Page; faults: string[] }> {
  const page = await openPage();
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => request.resourceType() === "script" && faults.push(request.url()));
  await page.goto(`${server.url}/checkout?price=${price.id}&currency=EUR&country=DE`);
  return { page, faults };
}

it("the checkout follows country and coupon in its place, and keeps what is typed beside them", async () => {
  const { page, faults } = await atCheckout();
  await page.getByLabel("Name", { exact: true }).fill("Vera Viewer");
  await page.getByLabel("Where do you live?").focus();
  await page.getByLabel("Where do you live?").selectOption("FR");
  await expect(page.getByText(/20\s?%/)).toBeVisible();
  await expect(page.getByLabel("Where do you live?")).toBeFocused();
  await expect(page).toHaveURL(/country=FR/);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Vera Viewer");
  await page.getByText("Have a coupon?").click();
  await page.getByLabel("Coupon").fill("NOPE");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("coupon");
  await page.getByLabel("Coupon").fill("twenty");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("TWENTY").first()).toBeVisible();
  await page.getByRole("link", { name: "Remove" }).click();
  await expect(page.getByText("Have a coupon?")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Vera Viewer");
  await signUp(page);
  await expect(page).toHaveURL(/country=FR.*#country$/);
  expect(faults).toEqual([]);
});

it("a form that is refused says it at the field, with the password still in it, which can be looked at", async () => {
  const { page, faults } = await atCheckout();
  const password = page.getByLabel("Password", { exact: true }).first();
  await password.fill("correct horse battery");
  const eye = page.getByRole("button", { name: "Show the password" }).first();
  await eye.click();
  await expect(password).toHaveAttribute("type", "text");
  await expect(eye).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(password).toHaveValue("correct horse battery");
  expect(faults).toEqual([]);
});

it.each(["no answer", "an answer that says it was too much"])(
  "a form that gets %s is not sent again unasked, and keeps what is typed",
  async (which) => {
    const { page } = await atCheckout();
    let sent = 0;
    await page.route("**/checkout?**", (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      sent += 1;
      return which === "no answer" ? route.abort() : route.fulfill({ status: 503, body: "Busy" });
    });
    await page.getByLabel("Name", { exact: true }).fill("Vera Viewer");
    await page.getByLabel("Password", { exact: true }).first().fill("correct horse battery");
    const submit = page.getByRole("button", { name: "Create the account" });
    await submit.click();
    await expect(page.getByRole("alert")).toContainText("gave no answer");
    await expect(submit).not.toHaveAttribute("aria-busy", "true");
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Vera Viewer");
    await expect(page.getByLabel("Password", { exact: true }).first()).toHaveValue("correct horse battery");
    expect(sent).toBe(1);
    await page.unroute("**/checkout?**");
    await submit.click();
    await expect(page.getByRole("alert").filter({ hasText: "gave no answer" })).toBeHidden();
    await expect(page.getByLabel("Email address").first()).toHaveAttribute("aria-invalid", "true");
  },
);

it("a country that gets no answer leaves the page as it is", async () => {
  const { page } = await atCheckout();
  await page.getByLabel("Name", { exact: true }).fill("Vera Viewer");
  await page.route("**/checkout?**", (route) => route.abort());
  await page.getByLabel("Where do you live?").selectOption("FR");
  await expect(page.getByRole("alert")).toContainText("gave no answer");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Vera Viewer");
  await expect(page).toHaveURL(/country=DE/);
});

it("a password that was changed does not stay on the page", async () => {
  const { page } = await atCheckout();
  await signUp(page);
  await page.goto(`${server.url}/account/profile`);
  await page.getByLabel("Present password", { exact: true }).fill("correct horse battery");
  await page.getByLabel("New password", { exact: true }).fill("another correct horse battery");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Your password is new.")).toBeVisible();
  await expect(page.getByLabel("New password", { exact: true })).toHaveValue("");
});

it("the account shows the password of the TV app where it is asked for, and copies it", async () => {
  const { page, faults } = await atCheckout();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signUp(page);
  await placeOrder(page);
  await payOnPage(page);
  faults.length = 0; // the sandbox's page is a gateway's
  await page.getByRole("link", { name: "To my account" }).click();
  await expect(page.getByRole("heading", { name: plan.name })).toBeVisible();
  await page.getByRole("button", { name: "Show the password" }).click();
  await page.getByRole("button", { name: "Copy the TV password" }).click();
  await expect(page.getByText("Copied")).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9A-Za-z-]{8,}$/);
  expect(faults).toEqual([]);
});
