import { beforeEach, expect, it, vi } from "vitest";
import { forgotPassword, signInAsViewer, signUpAsViewer } from "#app/(auth)/actions.ts";
import { payOpenInvoice } from "#app/(shop)/account/actions.ts";
import { db } from "#lib/db/client.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { countUnknownCoupons } from "#lib/web/forms/paying-action.ts";
import { countVisit } from "#lib/web/shop/count-visit.ts";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeEach(() => db.throttle.deleteMany());

const ADDRESS = "2001:db8:1:2:ffff::7";
const NETWORK = "2001:db8:1:2::/64";

/** What is limited by network, done once by a home that may have 2^64 addresses. */
const LIMITED = {
  "sign-in:viewer": async () => submit(signInAsViewer, { email: (await anAccount()).email, password: PASSWORD }),
  "sign-up": () => submit(signUpAsViewer, { name: "Nora", email: `${newId()}@example.com`, password: PASSWORD }),
  "reset-password:viewer": async () => submit(forgotPassword, { email: (await anAccount()).email }),
  visit: () => countVisit({ step: "VISIT" }, new Headers({ "user-agent": "Mozilla/5.0 Firefox/140.0", "x-forwarded-for": ADDRESS })),
  coupon: () =>
    countUnknownCoupons({ ip: ADDRESS }, async () => {
      throw new DomainError("coupon_unknown");
    }).catch(() => undefined),
};

it.each(Object.entries(LIMITED))("counts an IPv6 network as one: %s", async (what, act) => {
  newBrowser([], { "x-forwarded-for": ADDRESS });
  await act();
  expect(await db.throttle.findUnique({ where: { key: `${what}:${NETWORK}` } })).toMatchObject({ attempts: 1 });
});

it("counts an IPv6 network as one: tries to pay", async () => {
  newBrowser([], { "x-forwarded-for": ADDRESS });
  await submit(signInAsViewer, { email: (await anAccount()).email, password: PASSWORD });
  await submit(payOpenInvoice, { invoiceId: newId(), gateway: "sandbox" });
  expect(await db.paymentTry.findUnique({ where: { key: `network:${NETWORK}` } })).toMatchObject({ tries: 1 });
});

it("slows down who guesses coupons from one IPv6 network after the other", async () => {
  const guess = (network: number) =>
    countUnknownCoupons({ ip: `2001:db8:1:${network.toString(16)}::7` }, async () => {
      throw new DomainError("coupon_unknown");
    }).catch(({ code }) => code);
  const answers: string[] = [];
  for (let network = 0; network < 310; network += 1) answers.push(await guess(network));
  expect(answers.slice(0, 300)).toEqual(Array(300).fill("coupon_unknown"));
  expect(answers.at(-1)).toBe("throttled");
});
