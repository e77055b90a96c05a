import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isInside, isPublicHost } from "#lib/kernel/public-host.ts";

/** Whether an address may be asked or led to: https, by a public name or IP; where a stand-in is (LOCAL_GATEWAY_API_BASE), too. */
export function isPublicAddress(address: string): boolean {
  if (isStandIn(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, username, hostname } = new URL(address);
  return protocol === "https:" && username === "" && isPublicHost(hostname);
}

export function isStandIn(address: string): boolean {
  const base = process.env.LOCAL_GATEWAY_API_BASE;
  return Boolean(base) && URL.canParse(address) && new URL(address).origin === new URL(base!).origin;
}

/** For a connection: a public name that leads to a network of ours is refused, whenever it does. */
export const lookUpPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const refused = error ?? (found.some(({ address }) => isInside(address)) ? new Error(`${hostname} is not a public address`) : null);
    if (refused) return done(refused, []);
    if (options.all) return done(null, found);
    done(null, found[0].address, found[0].family);
  });
};
