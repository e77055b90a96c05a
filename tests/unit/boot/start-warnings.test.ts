import { expect, test } from "vitest";
import { parseEnv } from "#lib/kernel/env.ts";
import { startWarnings } from "#scripts/server/start-warnings.ts";

const secret = { AUTH_SECRET: "N8xQ0vT3kLr5yB2mWc7ZpD4sHf9JgA1e" };
const [mail, kept] = [{}, { keeps: true as const }];

const offers = (label: string, webhooks: boolean) => ({
  label,
  can: { offSession: true, refunds: "full" as const, webhooks },
});
const sandbox = { ...offers("Sandbox", true), pretends: true as const };
const [stripe, deafStripe] = [offers("Stripe", true), offers("Stripe", false)];

function warned(
  given: Record<string, string>,
  offered: Parameters<typeof startWarnings>[2] = [],
  email: Parameters<typeof startWarnings>[3] = mail,
): string[] {
  const env = parseEnv({ DATABASE_URL: "postgresql://embedded", ...secret, ...given });
  return startWarnings(env, given, offered, email);
}

test("a bare clone is told that it sends no email, and no more", () => {
  expect(warned({}, [], kept)).toEqual([expect.stringMatching(/^Email has no channel/)]);
});

test("a whole production is told nothing", () => {
  const whole = { APP_URL: "https://tv.example.com", TRUSTED_PROXIES: "1", DATABASE_URL: "postgresql://db/tv" };
  expect(warned(whole, [stripe])).toEqual([]);
});

test.each([
  ["no address beside a database", { DATABASE_URL: "postgresql://localhost/tv" }, [], ["APP_URL"]],
  ["http on the internet", { APP_URL: "http://tv.example.com" }, [], ["APP_URL"]],
  ["http at home", { APP_URL: "http://127.0.0.1:4000" }, [], []],
  ["https without a proxy", { APP_URL: "https://tv.example.com" }, [], ["TRUSTED_PROXIES"]],
  ["Stripe without webhooks", {}, [deafStripe], ["No webhook secret is set for Stripe"]],
  ["the sandbox beside Stripe", {}, [stripe, sandbox], ["Switched on beside Stripe: Sandbox"]],
  ["Stripe in test mode", {}, [{ ...stripe, testMode: true }], ["Keys of the test mode are set for Stripe"]],
  ["the sandbox alone", {}, [sandbox], []],
])("%s", (_name, given, offered, expected) => {
  expect(warned(given as Record<string, string>, offered)).toEqual(expected.map((words) => expect.stringMatching(`^${words}`)));
});
