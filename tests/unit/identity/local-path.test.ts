import { expect, it } from "vitest";
import { localPath } from "#lib/identity/local-path.ts";

it.each(["/account", "/checkout?plan=a&price=b", "/plans/x#faq", "/a/b/../c"])("follows %s", (to) => {
  expect(localPath(to, "/else")).toBe(to);
});

it.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\\\\evil.example",
  "/.//evil.example",
  "/account/..//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
  "https:evil.example",
  "/account\r\nset-cookie: a=b",
  "/\u2028/evil.example",
  "account",
  "",
  undefined,
  null,
  ["/account"],
])("does not follow %j", (to) => {
  expect(localPath(to, "/else")).toBe("/else");
});
