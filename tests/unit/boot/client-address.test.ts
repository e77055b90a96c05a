import type { IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { nameClient } from "#scripts/server/client-address.ts";

function named(trustedProxies: number, forwarded?: string, remoteAddress = "10.0.0.9") {
  const headers: IncomingHttpHeaders = { "cf-ipcountry": "DE", ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }) };
  nameClient({ headers, socket: { remoteAddress } as never }, trustedProxies);
  return headers;
}

test.each([
  ["without a proxy, the connection's own, whatever the client says", 0, "1.2.3.4", "10.0.0.9"],
  ["without a proxy, over an IPv6 socket", 0, undefined, "10.0.0.9"],
  ["one proxy: what it added last", 1, "1.2.3.4, 203.0.113.7", "203.0.113.7"],
  ["two proxies: the last but one", 2, "1.2.3.4, 203.0.113.7, 198.51.100.1", "203.0.113.7"],
  ["two proxies, one of them gone around", 2, "203.0.113.7", "203.0.113.7"],
  ["a proxy that adds nothing", 1, undefined, "10.0.0.9"],
  ["what is no address", 1, "unknown", "10.0.0.9"],
  ["IPv6", 1, "2001:db8::7", "2001:db8::7"],
] as const)("%s", (_name, proxies, forwarded, expected) => {
  expect(named(proxies, forwarded, "::ffff:10.0.0.9")["x-forwarded-for"]).toBe(expected);
});

test("a country is believed of a proxy only", () => {
  expect(named(0)["cf-ipcountry"]).toBeUndefined();
  expect(named(1)["cf-ipcountry"]).toBe("DE");
});
