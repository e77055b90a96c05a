import { readFileSync } from "node:fs";
import type { BrowserContextOptions, Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";
import { beforeAll, describe, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { createLinkToken } from "#lib/identity/link-token.ts";
import { now } from "#lib/kernel/clock.ts";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { signInAsOwner } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan, buy, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";

/** A word of 44 letters, which is a surname, a street, a plan: no page may become wider for it. */
const LONG = "Donaudampfschifffahrtsgesellschaftskapitaenin";
const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

useDatabase();
let server: TestServer;
let ids: Record<
  "plan" | "slug" | "price" | "trial" | "order" | "open" | "customer" | "subscription" | "transaction" | "invoice" | "message" | "event",
  string
>;
let sandboxPage: string;
let links: string[];
let unpaid: string[];

beforeAll(async () => {
  server = await startServer();
  process.env.APP_URL = server.url;
  const [{ plan, price }, other] = [await aPlan(), await aPlan({ trialDays: 7, countries: ["DE", "AT"] })];
  await db.plan.updateMany({ data: { name: LONG, tagline: LONG, features: [LONG], packages: [LONG] } });
  await db.setting.create({ data: { key: "brand", value: { name: LONG, supportEmail: `${LONG}@example.com` }, updatedAt: now() } });
  const { id } = await anAccount({ email: `${LONG.toLowerCase()}@example.com`, name: `Vera ${LONG}` });
  const viewer = await db.customer.update({
    where: { id },
    data: { country: "DE", phone: "+4915123456789", addressLine1: LONG, city: LONG, company: LONG },
  });
  const bought = await buy(viewer, price);
  const opened = await order(viewer, other.price);
  sandboxPage = opened.url;
  const transaction = await db.transaction.findFirstOrThrow({ where: { orderId: bought.orderId } });
  const message = await db.message.findFirstOrThrow({ where: { templateKey: "welcome", kind: "EMAIL" } });
  unpaid = [await leftWith(viewer, CARDS.insufficientFunds), await leftWith(viewer, CARDS.pending), await leftWith(viewer, CARDS.timeout)];
  links = [
    `/reset-password?token=${await createLinkToken(db, "RESET_PASSWORD", id, 60)}`,
    `/verify-email?token=${await createLinkToken(db, "VERIFY_EMAIL", id, 60)}`,
    `/setup?token=${await createLinkToken(db, "SETUP", null, 60)}`,
  ];
  ids = {
    plan: plan.id,
    slug: plan.slug,
    price: price.id,
    trial: other.price.id,
    order: bought.orderId,
    open: opened.orderId,
    customer: id,
    subscription: bought.subscriptionId ?? "",
    transaction: transaction.id,
    invoice: transaction.invoiceId ?? "",
    message: message.id,
    event: (await anEvent()).id,
  };
}, 240_000);

/** A webhook whose payload is longer and wider than its frame. */
function anEvent() {
  const payload = JSON.stringify(Object.fromEntries(Array.from({ length: 60 }, (_, line) => [`field_${line}`, "wide ".repeat(40)])));
  const at = now();
  return db.inboundEvent.create({
    data: { source: "sandbox", externalId: "evt_long", type: "payment.succeeded", payload, receivedAt: at, handledAt: at },
  });
}

/** An order whose payment page was finished with a card that does not pay at once. @returns the page to come back to. */
async function leftWith(viewer: Customer, card: string): Promise<string> {
  const { orderId } = await order(viewer, (await aPlan()).price);
  await payAtSandbox(orderId, card);
  return `/checkout/return?order=${orderId}`;
}

const MISSING = "/nowhere";
const shop = () => [
  "/",
  `/plans/${ids.slug}`,
  "/faq",
  "/legal/terms",
  "/legal/imprint",
  `/checkout?price=${ids.price}&currency=EUR`,
  `/checkout?price=${ids.trial}&currency=EUR&country=FR&coupon=NOPE`,
  `/checkout?price=${ids.price}&currency=JPY`,
  `/checkout/return?order=${ids.open}`,
  MISSING,
  sandboxPage,
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  ...links,
  ...["/reset-password", "/verify-email", "/setup"].map((page) => `${page}?token=used`),
  "/verify-email?done=1",
  "/operator/sign-in",
  "/operator/forgot-password",
];
const account = () => [
  "/account",
  "/account/invoices",
  "/account/messages",
  `/account/messages/${ids.message}`,
  "/account/payment-methods",
  "/account/profile",
  `/account/cancel/${ids.subscription}`,
  `/checkout?price=${ids.price}&currency=EUR`,
  `/checkout/return?order=${ids.order}`,
  `/checkout/return?order=${ids.open}&canceled=1`,
  `/checkout?price=${ids.trial}&currency=EUR`,
  ...unpaid,
];
const operator = () => [
  "/operator",
  `/operator/subscriptions?open=${ids.subscription}`,
  `/operator/transactions?open=${ids.transaction}`,
  `/operator/invoices?open=${ids.invoice}`,
  `/operator/communications?open=${ids.message}`,
  "/operator/customers",
  `/operator/customers/${ids.customer}`,
  "/operator/plans",
  `/operator/plans/${ids.plan}`,
  "/operator/coupons/new",
  "/operator/templates",
  "/operator/templates/welcome/email/en",
  "/operator/visitors",
  `/operator/events?open=${ids.event}`,
  "/operator/audit",
  "/operator/team",
  ...["brand", "company", "content", "legal", "market", "taxes", "invoices", "gateways", "channels", "renewals"].map(
    (section) => `/operator/settings/${section}`,
  ),
];

describe.each(["en", "ar"])(
  "in %s, light and dark, axe finds nothing, no page is wider than a small phone and the console stays silent",
  (locale) => {
    const visitor = (options: BrowserContextOptions = {}) => openPage({ reducedMotion: "reduce", ...options });
    const speak = (page: Page) => page.context().addCookies([{ name: "locale", value: locale, url: server.url }]);

    it("in the shop, at the checkout and where one signs in", { timeout: 240_000 }, async () => {
      const page = await visitor();
      await speak(page);
      expect(await violations(page, shop())).toEqual([]);
    });

    it("in the viewer's account", async () => {
      const page = await visitor();
      await page.goto(`${server.url}/sign-in`);
      await page.getByLabel("Email address").fill(`${LONG}@example.com`);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(/\/account/);
      await speak(page);
      expect(await violations(page, account())).toEqual([]);
    });

    it("in the operator's dashboard", { timeout: 240_000 }, async () => {
      const page = await visitor({ viewport: { width: 1440, height: 900 } });
      await signInAsOwner(page, server);
      await speak(page);
      expect(await violations(page, operator())).toEqual([]);
    });

    it("in what opens over a page", async () => {
      const page = await visitor();
      await signInAsOwner(page, server);
      await speak(page);
      const opened: string[] = [];
      const look = async (where: string, button: string) => {
        await page.goto(`${server.url}${where}`);
        await page.locator(button).first().click();
        await page.locator("[role=dialog], [role=alertdialog], [role=menu]").first().waitFor();
        await page.evaluate(AXE);
        opened.push(...(await violationsIn(page, `${where} with ${button} pressed`)));
      };
      await look("/operator", "header button:has(.lucide-menu)");
      await look("/operator", "header button:has(.lucide-search)");
      await look("/operator", "header button[aria-haspopup=menu]");
      await look(`/operator/transactions?open=${ids.transaction}`, "aside button:has(.lucide-undo-2)");
      await look(`/operator/plans/${ids.plan}`, "main button[aria-haspopup=dialog]");
      expect(opened).toEqual([]);
    });
  },
);

async function violations(page: Page, paths: string[]): Promise<string[]> {
  const found: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("404")) found.push(`${page.url()} says: ${message.text().slice(0, 200)}`);
  });
  for (const path of paths) {
    const answer = await page.goto(new URL(path, server.url).href);
    if (answer?.status() !== (path === MISSING ? 404 : 200)) found.push(`${path} answered ${answer?.status()}`);
    await page.locator("main").first().waitFor();
    await page.evaluate(AXE);
    found.push(...(await violationsIn(page, path)));
    found.push(...(await sideways(page, path)));
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
    found.push(...(await violationsIn(page, `${path} in the dark`, { runOnly: ["color-contrast"] })));
  }
  return found;
}

/** At the width of the smallest phones nothing stands beside the screen. */
async function sideways(page: Page, where: string): Promise<string[]> {
  const usual = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 700 });
  const wide = await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame); // what measures itself does so then
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const beyond = [...document.querySelectorAll("main *, header *, footer *")].filter((part) => {
      const { left, right } = part.getBoundingClientRect();
      return (right > clientWidth + 1 || left < -1) && part.children.length === 0;
    });
    return `${scrollWidth} px: ${beyond.slice(0, 3).map((part) => part.outerHTML.slice(0, 150))}`;
  });
  await page.setViewportSize(usual);
  return wide ? [`${where} scrolls sideways, ${wide}`] : [];
}

async function violationsIn(page: Page, where: string, options: RunOptions = {}): Promise<string[]> {
  const run = `axe.run(document, ${JSON.stringify({ resultTypes: ["violations"], ...options })})`;
  const { violations } = (await page.evaluate(run)) as AxeResults;
  return violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ html }) => html.slice(0, 200)).join(" and ")}`);
}
