import { describe, expect, it, vi } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { waysToAGateway } from "#tests/support/ways-to-a-gateway.ts";
import { BY_LINK, LINKS, OWN, PAYING, useWays } from "./ways-house.ts";

vi.mock("next/cache", () => import("#tests/support/request.ts"));
vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
const { ways, asked, signIn, triesOf, spent, formOf } = useWays();

const BY_NOTICE = `${LINKS} withdrawHere`;
/** What looks at what became of a payment: thirty times a minute for each. */
const RETURN = "app/(shop)/checkout/return/page.tsx";
/** What is signed is all that is read. */
const WEBHOOK = "app/api/webhooks/payments/[gateway]/route.ts";
/** Roles are asked first, of each action (tests/web/operator). */
const OPERATORS = /^app\/operator\/.*actions\.ts /;
/** The sandbox's own pages are the gateway. */
const SANDBOX = /^app\/sandbox\//;
/** They show what stands in the database; what asks a gateway is another function of the same use case. */
const READS = [
  "app/(auth)/pay/page.tsx",
  "app/(shop)/account/again/[id]/page.tsx",
  "app/(shop)/account/cancel/[id]/page.tsx",
  "app/(shop)/account/pay/[id]/page.tsx",
  "app/(shop)/account/withdraw/[id]/page.tsx",
  "app/operator/collection/page.tsx",
  "app/operator/invoices/page.tsx",
  "app/operator/receivables/page.tsx",
];

it("are these, and no others", () => {
  const found = waysToAGateway().filter((way) => !OPERATORS.test(way) && !SANDBOX.test(way));
  expect(found).toEqual([...PAYING, ...OWN, ...BY_LINK, BY_NOTICE, RETURN, WEBHOOK, ...READS].sort());
});

const nobodys = () => ({
  subscriptionId: crypto.randomUUID(),
  orderId: crypto.randomUUID(),
  invoiceId: crypto.randomUUID(),
  methodId: crypto.randomUUID(),
  priceId: crypto.randomUUID(),
});

describe.each([...PAYING, ...OWN])("%s", (way) => {
  it("asks nobody for who is not signed in", async () => {
    newBrowser();
    const form = await formOf(way, ways.mine, ways.mine.viewer);
    expect(await asked(async () => expect((await submit(ways.house.action(way), form)).to).toMatch(/^\/sign-in/))).toBe(0);
    expect(await triesOf(ways.mine)).toBe(0);
  });

  it("asks nobody for what is another viewer's, or nobody's, and counts for none but who tries", async () => {
    await signIn(ways.mine);
    for (const of of [ways.theirs, nobodys()]) {
      const form = await formOf(way, of, ways.mine.viewer);
      if (way.endsWith("payIn")) form.choice = "EUR -1";
      if (/placeOrder|placeGift/.test(way)) form.price = crypto.randomUUID();
      const answered = await asked(async () => expect(await submit(ways.house.action(way), form)).toMatchObject({ status: "refused" }));
      expect(answered).toBe(0);
    }
    expect(await triesOf(ways.theirs)).toBe(0);
  });
});

describe.each(PAYING)("%s", (way) => {
  it("is a try of its viewer; beyond what is allowed no gateway is asked, and nobody else is kept waiting", async () => {
    await signIn(ways.mine);
    const form = await formOf(way, ways.mine, ways.mine.viewer);
    await submit(ways.house.action(way), form);
    expect(await triesOf(ways.mine)).toBe(1);
    await ways.house.db.paymentTry.deleteMany();
    await spent(ways.mine, 20);
    const refused = { status: "refused", message: expect.stringContaining("too many tries") };
    expect(await asked(async () => expect(await submit(ways.house.action(way), form)).toMatchObject(refused))).toBe(0);
    await ways.house.db.paymentTry.deleteMany();
    await spent(ways.mine, 9);
    expect(await asked(async () => expect((await submit(ways.house.action(way), form)).to).toMatch(/^\/check\?who=/))).toBe(0);
    await signIn(ways.theirs);
    expect(JSON.stringify(await submit(ways.house.action(way), await formOf(way, ways.theirs, ways.theirs.viewer)))).not.toMatch(
      /too many|\/check/,
    );
  });
});
