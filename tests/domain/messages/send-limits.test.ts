import { beforeAll, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { saveTemplate, saveTemplateInput } from "#lib/messages/templates/save-template.ts";
import { shippedText } from "#lib/messages/templates/shipped.ts";
import { installTemplates } from "#lib/messages/templates/templates.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { useDatabase } from "#tests/support/database.ts";
import { messagesOf, welcome } from "./letters.ts";

useDatabase();
let operator: Operator;
beforeAll(async () => {
  operator = await db.operator.create({
    data: { email: "o@example.com", name: "Nadia", passwordHash: "-", role: "SUPPORT", createdAt: now() },
  });
  await installTemplates();
});

async function save(body: string): Promise<void> {
  const [key, kind, locale] = ["welcome", "SMS", "en"] as const;
  const { version } = await db.templateVersion.findFirstOrThrow({ where: { key, kind, locale }, orderBy: { version: "desc" } });
  const input = saveTemplateInput.parse({ key, kind, locale, subject: "", body, baseVersion: version });
  await saveTemplate(input, { kind: "OPERATOR", id: operator.id, name: operator.name });
}

const A = `{% assign s = "${"a".repeat(50)}" %}`;
const doubled = (times: number) => "{% assign s = s | append: s %}".repeat(times);
const NEEDLE = '{% assign p = s | append: "b" | append: s %}';

/** None of them is seen by the samples, whose viewer has the name of the one whom the text is kind to. */
it.each([
  ["looks for a long text in a long one", `${A}${doubled(13)}${NEEDLE}${doubled(4)}{% if s contains p %}y{% endif %}`],
  ["looks again and again", `${A}${doubled(5)}${NEEDLE}${doubled(2)}{% if ${"s contains p or ".repeat(900)} s %}y{% endif %}`],
  ["replaces again and again", `${A}${doubled(6)}${NEEDLE}${doubled(1)}{{ s ${"| replace: p, s ".repeat(900)} }}`],
  [
    "piles texts up",
    `${A}${doubled(7)}${Array.from({ length: 40 }, (_, i) => `{% capture s %}${"{{ s }}".repeat(20)}${i}{% endcapture %}`).join("")}{{ s }}`,
  ],
])("a text that %s is ended when it is sent, what shipped is sent, and an operator sees it", async (_what, heavy) => {
  await save(`{% if customer.name == "Layla Haddad" %}Hi{% else %}${heavy}{% endif %} {{ login.password }}`);
  const begun = performance.now();
  const [, sms] = await messagesOf(await welcome());
  expect(performance.now() - begun).toBeLessThan(6000);
  expect(sms.text).toContain(shippedText("welcome", "SMS", "en").body.slice(0, 10).split("{")[0]);
  expect((await needsAttention(now(), "UTC")).counts.replacedTexts).toBe(1);
  await save("Welcome {{ login.password }}");
  expect((await needsAttention(now(), "UTC")).counts.replacedTexts).toBe(0);
  const [, mended] = await messagesOf(await welcome());
  expect(mended.text).toMatch(/^Welcome /);
});

it.each([
  ["lists in lists", '{% assign a = "a" | split: "," %}{% assign a = a | push: a %}{{ a }}'],
  ["loops", "{% for i in (1..100000000) %}x{% endfor %}"],
])("there are no %s", async (_what, body) => {
  await expect(save(`${body}{{ login.password }}`)).rejects.toMatchObject({ field: "body" });
});

it("what a letter needs works: a first name, amounts in words of one's own, lines", async () => {
  await save(
    '{{ customer.name | split: " " | first | upcase | default: "you" }}: {{ login.password }} {{ plan.name | replace: "&", "and" | truncate: 40 }}',
  );
  const [, sms] = await messagesOf(await welcome());
  expect(sms.text).toMatch(/^ZOË: .* Premium and Co$/);
});
