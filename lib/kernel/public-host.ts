import { BlockList, isIP, isIPv6 } from "node:net";

/** Networks of our own, of this machine and of clouds' keys: RFC 6890. */
const OURS = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  OURS.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 96],
  ["64:ff9b::", 32],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  OURS.addSubnet(network, prefix, "ipv6");

/** Whether nobody on the internet is reached by this IP address. */
export function isInside(ip: string): boolean {
  return OURS.check(ip, isIPv6(ip) ? "ipv6" : "ipv4");
}

/** Names that lead nowhere on the internet: RFC 6761, 6762, 8375, 9476 and ICANN's `internal`; one without a dot is of a network, too. */
const INSIDE = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa|test|invalid|alt)\.?$/;

/** Whether a URL's host may be reached from the internet, as far as it says itself: a name may lead inside all the same. */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) ? !isInside(host) : host.includes(".") && !INSIDE.test(host);
}
