import { describe, expect, it, vi } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Refused, submit } from "#tests/support/request.ts";
import { BY_LINK, LINKS, type Things, useWays } from "./ways-house.ts";

vi.mock("next/cache", () => import("#tests/support/request.ts"));
vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/server", () => ({ after: (work: () => Promise<unknown>) => work() }));

useDatabase();
const { ways, asked, signIn, triesOf, spent } = useWays();

describe("a link", () => {
  /** What is sent to a viewer, and what it is followed with. */
  const LINK: Record<string, (of: Things) => Promise<Record<string, string>>> = {
    payWithLink: async ({ invoiceId }) => ({
      token: ways.house.signLink("pay-invoice", invoiceId, new Date(Date.now() + 600_000)),
      gateway: "stripe",
    }),
    saveMethodByLink: async ({ viewer }) => ({
      token: await ways.house.createLinkToken(ways.house.db, "ADD_METHOD", viewer.id, 60),
      gateway: "stripe",
    }),
  };

  it.each(BY_LINK)("%s: asks nobody where it is not one, and counts for none", async (way) => {
    const form = await LINK[way.slice(way.lastIndexOf(" ") + 1)](ways.mine);
    newBrowser([], { "x-forwarded-for": "203.0.113.9" });
    for (const token of ["", "x", `x${form.token}`, form.token.slice(1)])
      expect(
        await asked(async () => expect(await submit(ways.house.action(way), { ...form, token })).toMatchObject({ status: "refused" })),
      ).toBe(0);
    expect(await ways.house.db.paymentTry.count()).toBe(0);
  });

  it.each(BY_LINK)(
    "%s: is a try of whom it was sent to; beyond what is allowed no gateway is asked, and the link stays good",
    async (way) => {
      const form = await LINK[way.slice(way.lastIndexOf(" ") + 1)](ways.mine);
      newBrowser([], { "x-forwarded-for": "203.0.113.9" });
      await spent(ways.mine, 20);
      const refused = { status: "refused", message: expect.stringContaining("too many tries") };
      expect(await asked(async () => expect(await submit(ways.house.action(way), form)).toMatchObject(refused))).toBe(0);
      await ways.house.db.paymentTry.deleteMany();
      await spent(ways.mine, 9);
      expect(await asked(async () => expect((await submit(ways.house.action(way), form)).to).toMatch(/^\/check\?who=/))).toBe(0);
      await ways.house.db.paymentTry.deleteMany();
      await submit(ways.house.action(way), form);
      expect(await triesOf(ways.mine)).toBe(1);
      expect(await triesOf(ways.theirs)).toBe(0);
    },
  );

  it("to save a method leads to Stripe's page, once", async () => {
    const form = await LINK.saveMethodByLink(ways.mine);
    newBrowser([], { "x-forwarded-for": "203.0.113.9" });
    expect((await submit(ways.house.action(BY_LINK[1]), form)).to).toMatch(/^http/);
    expect(await asked(async () => expect(await submit(ways.house.action(BY_LINK[1]), form)).toMatchObject({ status: "refused" }))).toBe(0);
  });
});

it("a withdrawal that somebody writes asks nobody where no contract of that name and address is", async () => {
  newBrowser([], { "x-forwarded-for": "203.0.113.9" });
  for (const form of [
    { name: "Mallory", email: "nobody@example.com" },
    { name: "Mallory", email: ways.mine.viewer.email },
  ])
    expect(await asked(() => submit(ways.house.action(`${LINKS} withdrawHere`), form))).toBe(0);
});

describe("the page that a viewer returns to", () => {
  const returned = async (query: Record<string, string>) => {
    const { default: Return } = await import("#app/(shop)/checkout/return/page.tsx");
    return Return({ searchParams: Promise.resolve(query) });
  };

  it("asks nobody for what is not there, another viewer's, or named otherwise than it is", async () => {
    await signIn(ways.mine);
    const { id } = await ways.house.db.transaction.findFirstOrThrow({ where: { orderId: ways.theirs.orderId } });
    const queries = [
      {},
      { order: "x" },
      { order: crypto.randomUUID() },
      { order: ways.theirs.orderId },
      { order: ways.theirs.orderId, status: "ok" },
    ];
    for (const query of [...queries, { method: id }, { "top-up": id }, { invoice: ways.theirs.orderId }] as Record<string, string>[])
      expect(await asked(() => expect(returned(query)).rejects.toEqual(new Refused(404)))).toBe(0);
  });
});

it("a webhook that is not signed asks nobody", async () => {
  const { POST } = await import("#app/api/webhooks/payments/[gateway]/route.ts");
  const { gatewayReference } = await ways.house.db.transaction.findFirstOrThrow({ where: { orderId: ways.theirs.orderId } });
  ways.stripe.world.pay(gatewayReference!, "4242424242424242");
  const { body, headers } = ways.stripe.webhook(gatewayReference!);
  const post = (text: string, sent: Record<string, string>) =>
    POST(new Request("https://tv.example/x", { method: "POST", body: text, headers: sent }), {
      params: Promise.resolve({ gateway: "stripe" }),
    });
  for (const [text, sent] of [
    [body, {}],
    [`${body} `, headers],
    [body, { ...headers, "stripe-signature": "t=1,v1=x" }],
  ] as const)
    expect(await asked(async () => expect((await post(text, sent)).status).toBe(400))).toBe(0);
});
