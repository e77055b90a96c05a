import { beforeAll, describe, expect, it } from "vitest";
import type { Transaction } from "#lib/db/generated/client.ts";
import { newId } from "#lib/kernel/ids.ts";
import { stripeHouse, useStripe } from "#tests/domain/payments/stripe-house.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";

useDatabase();
const stripe = useStripe();
let server: TestServer;
let house: Awaited<ReturnType<typeof stripeHouse>>;
beforeAll(async () => {
  process.env.STRIPE_PUBLISHABLE_KEY = "pk_test_stand_in";
  house = await stripeHouse(stripe());
  await choose("here");
  server = await startServer();
}, 240_000);

async function choose(place: string) {
  const { setGateway } = await import("#lib/payments/set-gateway.ts");
  await setGateway({ gateway: "stripe", settings: { place } }, { kind: "SYSTEM", name: "test" });
}

async function cookieOf(customerId: string): Promise<string> {
  const { createSession } = await import("#lib/identity/session-store.ts");
  const { cookieName, encodeSession } = await import("#lib/identity/session-token.ts");
  const session = await createSession("viewer", customerId, { ip: null, userAgent: null });
  return `${cookieName("viewer")}=${await encodeSession("viewer", session)}`;
}

async function open({ id, customerId }: Pick<Transaction, "id" | "customerId">, cookie?: string) {
  const headers = { cookie: cookie ?? (await cookieOf(customerId)) };
  return fetch(`${server.url}/checkout/pay/${id}`, { headers, redirect: "manual" });
}
const policyOf = ({ headers }: Response) => headers.get("content-security-policy") ?? "";
const of = (policy: string, name: string) => new RegExp(`${name} ([^;]*)`).exec(policy)?.[1] ?? "";

describe("the page with a gateway's form", () => {
  it("is shown to whose payment it is, kept nowhere, and lets in the vendor's hosts; no other page does", async () => {
    const { charge, session, price } = await house.order();
    const payment = await charge();
    expect(payment.actionUrl).toMatch(new RegExp(`/checkout/pay/${payment.id}$`));
    const page = await open(payment);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain(`${session}_secret_of_stand_in`);
    expect(html).toContain("pk_test_stand_in");
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin-allow-popups");
    const policy = policyOf(page);
    expect(of(policy, "script-src")).toMatch(/^'self'( 'sha256-[^']+'){3} https:\/\/js\.stripe\.com https:\/\/\*\.js\.stripe\.com$/);
    expect(of(policy, "frame-src")).toBe("'self' https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com");
    expect(of(policy, "connect-src")).toBe("'self' https://api.stripe.com");
    const scripts = html.split("<script").slice(1);
    expect(scripts).toHaveLength(3);
    expect(scripts.reduce((sum, script) => sum + script.split("</script>")[0].length, 0)).toBeLessThanOrEqual(13_000);
    const headers = { cookie: await cookieOf(payment.customerId) };
    for (const path of [`/checkout?price=${price.id}&currency=EUR`, `/checkout/return?order=${payment.orderId}`, "/account", "/"]) {
      const other = await fetch(server.url + path, { headers });
      expect([path, other.status, policyOf(other).includes("stripe")]).toEqual([path, 200, false]);
      expect(other.headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(await other.text()).not.toContain("_secret_");
    }
    const { request, ...row } = await charge();
    expect(
      JSON.stringify([request, { ...row, amount: "", fee: "" }], (_, value) => (typeof value === "bigint" ? "" : value)),
    ).not.toContain("_secret_");
    expect(server.output()).not.toContain("_secret_");
  });

  it("is shown to nobody else: strangers sign in first, another viewer finds nothing", async () => {
    const [mine, theirs] = [await house.order(), await house.order()];
    const payment = await mine.charge();
    for (const some of [payment, { id: newId(), customerId: "" }]) {
      const stranger = await open(some, "none=1");
      expect(stranger.headers.get("location")).toMatch(/^\/sign-in\?to=/);
      expect(await stranger.text()).not.toContain("_secret_");
    }
    const other = await open(payment, await cookieOf(theirs.customer.id));
    expect([other.status, policyOf(other).includes("stripe")]).toEqual([404, false]);
    expect(await other.text()).not.toContain("_secret_");
    expect((await open({ id: "x", customerId: "" }, "none=1")).status).toBe(404);
  });

  it("is shown to who has the link to pay that invoice, and no other", async () => {
    const { signLink } = await import("#lib/kernel/signed-link.ts");
    const { hostCookie } = await import("#lib/kernel/cookies.ts");
    const [one, another] = [await (await house.order()).charge(), await (await house.order()).charge()];
    const linked = (invoiceId: string | null) =>
      `${hostCookie("pay-link")}=${signLink("pay-invoice", invoiceId ?? "", new Date(Date.now() + 3_600_000))}`;
    expect((await open(one, linked(one.invoiceId))).status).toBe(200);
    expect((await open(one, linked(another.invoiceId))).headers.get("location")).toMatch(/^\/sign-in/);
  });

  it.each(["paid", "expired", "without an answer", "on Stripe's page"])("leads to the return page when the payment is %s", async (how) => {
    if (how === "on Stripe's page") await choose("hosted");
    const { charge, session } = await house.order();
    await choose("here");
    const payment = await charge();
    if (how === "paid") stripe().world.pay(session, "4242424242424242");
    if (how === "expired") stripe().world.expire(session);
    if (how === "without an answer") stripe().troubles.push(500, 500);
    const led = await open(payment);
    expect([led.status, led.headers.get("location")]).toEqual([307, `/checkout/return?order=${payment.orderId}`]);
    expect(policyOf(led)).not.toContain("stripe");
  });
});
