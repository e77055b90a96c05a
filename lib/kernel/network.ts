import { isIPv6 } from "node:net";

/**
 * Who counts as one caller: an IPv4 address, or the /64 that a provider gives to one home, whose every device may have 2^64 addresses.
 * An IPv4 address written as IPv6 is itself. Without an address all are one.
 */
export function networkOf(ip: string | null): string {
  const address = (ip ?? "unknown").replace(/%.*$/s, "");
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  // URLs write each IPv6 address in one way: lower case, no leading zeros, the longest run of zeros as "::".
  const [head, tail = ""] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const front = head.split(":").filter(Boolean);
  const back = tail.split(":").filter(Boolean);
  const groups = [...front, ...Array(8 - front.length - back.length).fill("0"), ...back];
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** The /48 that a provider gives to a customer who asks for it, with 65,536 such networks; an IPv4 address is itself. */
export function siteOf(ip: string | null): string {
  const network = networkOf(ip);
  return network.endsWith("::/64") ? `${network.split(":").slice(0, 3).join(":")}::/48` : network;
}
