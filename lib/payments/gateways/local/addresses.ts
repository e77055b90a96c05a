import { type LookupAddress, lookup } from "node:dns";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";

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

function isOurs(ip: string): boolean {
  return OURS.check(ip, isIPv6(ip) ? "ipv6" : "ipv4");
}

/** Whether an address may be asked or led to: https, by a public name or IP; where a stand-in is (LOCAL_GATEWAY_API_BASE), too. */
export function isPublicAddress(address: string): boolean {
  if (isStandIn(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, username, hostname } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, "");
  return protocol === "https:" && username === "" && (isIP(host) ? !isOurs(host) : host.includes(".") && !host.endsWith(".localhost"));
}

export function isStandIn(address: string): boolean {
  const base = process.env.LOCAL_GATEWAY_API_BASE;
  return Boolean(base) && URL.canParse(address) && new URL(address).origin === new URL(base!).origin;
}

/** For a connection: a public name that leads to a network of ours is refused, whenever it does. */
export const lookUpPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const refused = error ?? (found.some(({ address }) => isOurs(address)) ? new Error(`${hostname} is not a public address`) : null);
    if (refused) return done(refused, []);
    if (options.all) return done(null, found);
    done(null, found[0].address, found[0].family);
  });
};
