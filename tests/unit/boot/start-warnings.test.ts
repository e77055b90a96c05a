import { expect, test } from "vitest";
import { parseEnv } from "#lib/kernel/env.ts";
import { startWarnings } from "#scripts/server/start-warnings.ts";

const secret = { AUTH_SECRET: "N8xQ0vT3kLr5yB2mWc7ZpD4sHf9JgA1e" };
const mail = { SMTP_URL: "smtp://localhost" };

function warned(given: Record<string, string>, sandbox = false): string[] {
  const env = parseEnv({ DATABASE_URL: "postgresql://embedded", ...secret, ...given });
  return startWarnings(env, given, sandbox).map((line) => line.split(/[ :]/)[line.startsWith("The sandbox") ? 1 : 0]);
}

test("a bare clone is told that it sends no email, and no more", () => {
  expect(warned({})).toEqual(["SMTP_URL"]);
});

test("a whole production is told nothing", () => {
  const whole = { APP_URL: "https://tv.example.com", TRUSTED_PROXIES: "1", DATABASE_URL: "postgresql://db/tv" };
  expect(warned({ ...whole, ...mail, STRIPE_SECRET_KEY: "sk_live_1", STRIPE_WEBHOOK_SECRET: "whsec_1" })).toEqual([]);
});

test.each([
  ["no address beside a database", { DATABASE_URL: "postgresql://localhost/tv" }, false, ["APP_URL"]],
  ["http on the internet", { APP_URL: "http://tv.example.com" }, false, ["APP_URL"]],
  ["http at home", { APP_URL: "http://127.0.0.1:4000" }, false, []],
  ["https without a proxy", { APP_URL: "https://tv.example.com" }, false, ["TRUSTED_PROXIES"]],
  ["Stripe without webhooks", { STRIPE_SECRET_KEY: "sk_live_1" }, false, ["STRIPE_WEBHOOK_SECRET"]],
  ["the sandbox beside Stripe", { STRIPE_SECRET_KEY: "sk_live_1", STRIPE_WEBHOOK_SECRET: "whsec_1" }, true, ["sandbox"]],
  ["the sandbox alone", {}, true, []],
])("%s", (_name, given, sandbox, expected) => {
  expect(warned({ ...mail, ...(given as Record<string, string>) }, sandbox)).toEqual(expected);
});
