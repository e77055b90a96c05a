import { expect, test } from "vitest";
import { dropForgedHeaders } from "#scripts/server/forged-headers.ts";

const FORGED = {
  "content-security-policy": "script-src 'nonce-x'",
  "content-security-policy-report-only": "script-src 'nonce-x'",
  forwarded: "host=x",
  "next-resume": "1",
  "x-nonce": "x",
  "x-streamtill-path": "/x",
  "x-middleware-subrequest": "proxy",
  "x-invoke-status": "500",
  "x-matched-path": "/x",
  "x-now-route-matches": "x",
  "x-next-revalidated-tags": "x",
  "x-nextjs-data": "1",
  "x-prerender-revalidate": "x",
  "x-action-forwarded": "1",
  "x-original-url": "/x",
  "x-rewrite-url": "/x",
  "x-forwarded-host": "x.example",
  "x-forwarded-proto": "gopher",
  "x-forwarded-port": "1",
};
const READ = {
  host: "tv.example.com",
  "x-forwarded-for": "203.0.113.7",
  "accept-language": "ar",
  "next-action": "1",
  "next-router-state-tree": "[]",
  rsc: "1",
};

test.each([0, 1])("what only we may say is not taken from a client (%i proxies)", (proxies) => {
  const headers = { ...FORGED, ...READ };
  dropForgedHeaders(headers, proxies, "https://tv.example.com");
  expect(headers).toEqual(READ);
});

test("a proxy is believed the scheme, and the host if it is our own", () => {
  const said = { "x-forwarded-proto": "https", "x-forwarded-host": "tv.example.com" };
  const [behind, bare] = [{ ...said }, { ...said }];
  dropForgedHeaders(behind, 1, "https://tv.example.com");
  dropForgedHeaders(bare, 0, "https://tv.example.com");
  expect([behind, bare]).toEqual([said, {}]);
});
