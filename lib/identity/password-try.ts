import { networkOf } from "#lib/kernel/network.ts";
import type { Account } from "./account.ts";
import type { Caller, KnownBrowser } from "./known-browser.ts";
import { type Pace, takeTurn } from "./pace.ts";
import { verifyPassword } from "./password.ts";
import type { SessionKind } from "./session-token.ts";
import { forgive } from "./throttle.ts";

const QUARTER = 900;
const DAY = 86_400;

/**
 * Tries a password that was sent for an address. A browser which the account has signed in with is counted by itself, and waits for nobody.
 * Anybody else is slowed down by account and network together, by network, and, since networks are many, at last by account.
 * Takes as long for an address without an account. @throws DomainError `throttled`.
 */
export async function tryPassword(
  kind: SessionKind,
  sent: { email: string; password: string },
  account: Pick<Account, "id" | "passwordHash"> | null,
  { ip, browser }: Caller,
): Promise<boolean> {
  const paces = browser && browser.sub === account?.id ? pacesOfBrowser(kind, browser) : pacesOfStranger(kind, sent.email, networkOf(ip));
  await takeTurn(paces);
  const right = await verifyPassword(sent.password, account?.passwordHash ?? null);
  if (right) await forgive(...paces.filter(({ key }) => key !== networkKey(kind, networkOf(ip))).map(({ key }) => key));
  return right;
}

function pacesOfBrowser(kind: SessionKind, browser: KnownBrowser): Pace[] {
  return [{ key: `sign-in:${kind}:device:${browser.id}`, free: 10, windowSeconds: QUARTER }];
}

function pacesOfStranger(kind: SessionKind, email: string, network: string): Pace[] {
  return [
    { key: `sign-in:${kind}:${email}:${network}`, free: 10, windowSeconds: QUARTER },
    { key: networkKey(kind, network), free: 100, windowSeconds: QUARTER },
    { key: `sign-in:${kind}:${email}`, free: 100, windowSeconds: DAY },
  ];
}

/** Not forgotten by a success: whoever guesses other people's passwords may have an account of their own. */
function networkKey(kind: SessionKind, network: string): string {
  return `sign-in:${kind}:${network}`;
}
