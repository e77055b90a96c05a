import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { STORES } from "#lib/stores/plugins.ts";

const keys = [...GATEWAYS, ...STORES, ...CHANNELS].flatMap((plugin) => plugin.keys);
const text = (path: string) => readFileSync(path, "utf8");

test("each variable of a gateway, store or channel is explained in .env.example, and each that one needs stands in the README", () => {
  const [explained, read] = [text(".env.example"), text("README.md")];
  expect(keys.map(({ name }) => name).filter((name) => !explained.includes(`\n# ${name}=`))).toEqual([]);
  expect(keys.flatMap(({ name, required }) => (required && !read.includes(`\`${name}\``) ? [name] : []))).toEqual([]);
});

test("the guide leads from nothing to the first payment with each gateway and store, and says what it can", () => {
  const sections = text("docs/gateways.md").split(/^## /m).slice(1);
  expect(sections.filter((section) => /^\d\. /m.test(section)).map((section) => section.split("\n")[0])).toEqual([
    "Stripe",
    "PayPal",
    "Mollie",
    "Bank transfer, cash and cheques",
    "App Store",
    "Google Play",
    "A local provider",
    "The sandbox",
  ]);
  expect(GATEWAYS.length + STORES.length).toBe(8);
});

test("the README and the guide name the same events for Stripe's webhook", () => {
  const eventsIn = (path: string) => {
    const [, named = ""] =
      /api\/webhooks\/payments\/stripe` (?:with|and) the events(.*?)signing secret/.exec(text(path).replaceAll("\n", " ")) ?? [];
    return new Set(named.match(/`\w+\.[\w.*]+`|`\w+\.\*`/g));
  };
  expect(eventsIn("README.md").size).toBeGreaterThan(5);
  expect(eventsIn("README.md")).toEqual(eventsIn("docs/gateways.md"));
});
