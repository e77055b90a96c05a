import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { siteOf } from "#lib/kernel/network.ts";

/** What proxies say of a client's country. Without a proxy it is the client's own word. */
const COUNTRY_HEADERS = ["cf-ipcountry", "x-vercel-ip-country", "x-country-code"];

/**
 * Puts the client's address, and nothing else, into X-Forwarded-For, from where the product reads it. Each of the `trustedProxies` in front
 * has added whom it heard from, so the n-th from the right is the client; what stands further left was written by the client itself.
 */
export function nameClient({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">, trustedProxies: number): void {
  const address = addressOf(headers, trustedProxies) ?? plain(socket.remoteAddress ?? "");
  if (address) headers["x-forwarded-for"] = address;
  else delete headers["x-forwarded-for"];
  if (trustedProxies === 0) for (const name of COUNTRY_HEADERS) delete headers[name];
}

function addressOf(headers: IncomingHttpHeaders, trustedProxies: number): string | null {
  if (trustedProxies === 0) return null;
  const hops = String(headers["x-forwarded-for"] ?? "").split(",");
  const address = plain(hops.at(-trustedProxies) ?? hops[0]);
  return isIP(address) ? address : null;
}

/** IPv4 as such, also where it came in over an IPv6 socket. */
function plain(address: string): string {
  return address.trim().replace(/^::ffff:(?=\d+\.)/, "");
}

/** Where a request comes from, once its client is named; of IPv6 the /48, for one customer may have many /64. */
export function networkOfClient({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): string {
  return siteOf(String(headers["x-forwarded-for"] ?? socket.remoteAddress));
}
