import { expect, it } from "vitest";
import { safeHtml } from "#components/ui/markdown.tsx";
import { cpuMsOf } from "#tests/support/cpu-time.ts";

it("sets headings below the page's own", () => {
  expect(safeHtml("# Terms\n\n## Scope")).toBe("<h2>Terms</h2><h3>Scope</h3>");
  expect(safeHtml("### Scope\n\n##### Countries\n\n### Price")).toBe("<h2>Scope</h2><h3>Countries</h3><h2>Price</h2>");
});

it.each([
  "<script>alert(1)</script>",
  "a <img src=x onerror=alert(1)> b",
  "[x](javascript:alert(1))",
  "[x](data:text/html,hi)",
  "[x](//elsewhere.example)",
  "![x](https://elsewhere.example/pixel.png)",
  '[x](https://a.example/"onclick="alert(1))',
])("lets nothing of %s through", (text) => {
  expect(safeHtml(text)).not.toMatch(/<(script|img)|href="(?!https:\/\/a\.example)|"onclick/);
});

it("keeps links to pages and mailboxes", () => {
  expect(safeHtml("[a](https://a.example/?x=1&y=2) [b](/faq) [c](mailto:a@b.example)")).toBe(
    '<p><a href="https://a.example/?x=1&#38;y=2">a</a> <a href="/faq">b</a> <a href="mailto:a@b.example">c</a></p>\n',
  );
});

it.each([
  ["one long word", `${"a.".repeat(25_000)}@`],
  ["signs that nothing ends", "_a".repeat(25_000)],
  ["signs apart from each other", "*a _a ".repeat(8_000)],
  ["quotes in quotes", ">".repeat(20_000)],
  ["lists in lists", "- ".repeat(20_000)],
  ["lists in lists, line by line", Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth * 2)}- a`).join("\n")],
  ["open brackets", "[a ".repeat(16_000)],
  ["cells", "a|".repeat(25_000)],
])("terms of %s are shown as they were written, and hold nobody up", (_what, text) => {
  const taken = cpuMsOf(() => expect(safeHtml(`<b>\n${text}`).startsWith("<p>&#60;b&#62;<br>")).toBe(true));
  expect(taken).toBeLessThan(1000);
});

it("terms of forty pages are read", () => {
  const clause =
    "## 3. Renewal\n\nThe plan **renews** by itself, see [our FAQ](/faq) and https://a.example/terms or write to help@a.example.\n\n- one\n- two\n\n";
  expect(safeHtml(clause.repeat(100)).match(/<h2>/g)).toHaveLength(100);
});
