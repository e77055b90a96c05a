import { afterEach, expect, it, vi } from "vitest";
import { isPage } from "#lib/payments/page-address.ts";

afterEach(() => vi.unstubAllEnvs());

it.each([
  "https://pay.example/c/1?x=2#y",
  "https://pay.example:8443/",
  "http://127.0.0.1:4242/c/pay/1",
  "http://localhost:3000/sandbox/pay/1",
])("leads to %s", (address) => {
  expect(isPage(address)).toBe(true);
});

it.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "blob:https://pay.example/1",
  "http://pay.example/",
  "http://127.0.0.1.evil.example/",
  "//pay.example/",
  "/account",
  "https:evil.example\\@pay.example",
  "https://pay.example@evil.example/",
  "https://name:secret@evil.example/",
  "https://pay.example/\r\nset-cookie: a=b",
  " https://pay.example/",
  "",
])("does not lead to %j", (address) => {
  expect(isPage(address)).toBe(false);
});

it("leads by http to where a stand-in was said to be", () => {
  vi.stubEnv("ACME_API_BASE", "http://vendor.internal:9000/v2");
  expect(isPage("http://vendor.internal:9000/pay/1")).toBe(true);
  expect(isPage("http://vendor.internal/pay/1")).toBe(false);
});
