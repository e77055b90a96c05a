import { createHash } from "node:crypto";
import { networkOf, siteOf } from "#lib/kernel/network.ts";

/** As long as tries are counted together. */
export const WINDOW_MS = 3_600_000;

/** Whose tries are counted together: of the account, of its network, and of the site that an IPv6 network is part of. Rows are locked in this order. */
export function countedAs(customerId: string, ip: string | null): { account: string; networks: string[] } {
  const [network, site] = [networkOf(ip), siteOf(ip)];
  return { account: accountKey(customerId), networks: [`network:${network}`, ...(site === network ? [] : [`site:${site}`])] };
}

export function accountKey(customerId: string): string {
  return `account:${customerId}`;
}

/** Marks that an account has tried from a network. */
export function accountAt(customerId: string, ip: string | null): string {
  return `at:${networkOf(ip)}:${customerId}`;
}

export function cardKey(fingerprint: string): string {
  return `card:${fingerprint}`;
}

/** A try on a gateway's page that was counted. */
export function triedKey(gateway: string, attempt: string): string {
  return `tried:${gateway}:${attempt}`;
}

/** What became of a payment is asked by its viewer, who looks at our page. */
export function lookKey(transactionId: string): string {
  return `look:${transactionId}`;
}

/** A challenge that was answered, by its signature. */
export function solvedKey(signature: string): string {
  return `solved:${createHash("sha256").update(signature).digest("base64url")}`;
}
