import { expect, it } from "vitest";
import { safeHtml } from "#components/ui/markdown.tsx";

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
