import { describe, expect, test } from "vitest";
import { compileEmail, compileText } from "#lib/messages/templates/compile.ts";
import { hideLiquid } from "#lib/messages/templates/hide-liquid.ts";
import { cpuMsOf } from "#tests/support/cpu-time.ts";

describe("an email's Markdown", () => {
  test("becomes framed HTML whose Liquid is untouched", async () => {
    const html = await compileEmail('# Hi {{ customer.name | default: "you" }}\n\n[button: Go]({{ links.app }})', "en");
    expect(html).toContain('{{ customer.name | default: "you" }}</h1>');
    expect(html).toContain('href="{{ links.app }}"');
    expect(html).toContain("{{ frame.color }}");
    expect(html).not.toContain("xLQ");
    expect(html).toMatch(/<html lang="en" dir="ltr"/);
  });

  test("reads from the right in Arabic", async () => {
    const html = await compileEmail("مرحبًا", "ar");
    expect(html).toMatch(/<html lang="ar" dir="rtl"/);
    expect(html).toContain("direction:rtl");
    expect(html).not.toContain("direction:ltr");
  });

  test("shows raw HTML as text and leads only where a mail may lead", async () => {
    const html = await compileEmail("a <script>alert(1)</script> [b](javascript:alert(2)) ![c](https://x.test/c.png)", "en");
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("javascript:");
    expect(html).not.toContain("x.test");
  });

  test.each([
    "{{ customer.name }}",
    '{{ links.app | replace: "https", "javascript" }}',
    "{{ x }}",
    "{% if a %}javascript:alert(1){% endif %}",
  ])("does not lead where a variable may say: %s", async (href) => {
    for (const written of [await compileEmail(`[go](<${href}>)\n\n[button: go](<${href}>)`, "en"), compileText(`[go](<${href}>)`)])
      expect(written).not.toContain(href);
  });

  test.each([
    "{% if renews_on %}".repeat(30),
    `${"{% if renews_on %} ".repeat(900)}x`,
    "{{".repeat(9000),
    "{%".repeat(9000),
    `${"\t".repeat(9000)}{% if a %}x`,
  ])("hides Liquid in no time, however it stands: %#", (source) => {
    const taken = cpuMsOf(() => expect(hideLiquid(source).reveal(hideLiquid(source).text).trim()).toBe(source.trim()));
    expect(taken).toBeLessThan(500);
  });

  test("keeps the tags of a conditional row around the row", async () => {
    const body = "| | |\n|---|---|\n|{% if renews_on %} Renews | {{ renews_on | date }} {% endif %}|";
    expect(await compileEmail(body, "en")).toMatch(/\{% if renews_on %\}<tr>.*\{\{ renews_on \| date \}\}<\/td><\/tr>\{% endif %\}/);
    expect(compileText(body).trim()).toBe("{% if renews_on %}Renews: {{ renews_on | date }}\n{% endif %}");
  });

  test("has a text part with its links written out", () => {
    expect(compileText("Look at **[your account](https://tv.test/account)**.\n\n[button: Watch]({{ links.app }})\n\n- one\n- two")).toBe(
      "Look at your account (https://tv.test/account).\n\nWatch: {{ links.app }}\n\n- one\n- two",
    );
  });
});
