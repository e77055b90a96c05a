import { X509Certificate } from "node:crypto";
import { now } from "#lib/kernel/clock.ts";

const TIMEOUT_MS = 5_000;
const LARGEST_BYTES = 64 * 1024;
const KEPT = 8;
/** Anybody may name an address in a forged event: PayPal is asked for few. It changes its certificate once a year. */
const ASKED_PER_MINUTE = 10;

export type Certificates = { publicKey(address: string): Promise<X509Certificate["publicKey"] | null> };

/**
 * The certificates that PayPal signs its events with, by the address that the event names: only at PayPal itself, fetched once.
 * Null for an address elsewhere, or a certificate that is not PayPal's or not valid now. @throws when PayPal gives none.
 */
export function payPalCertificates(apiBase: string): Certificates {
  const kept = new Map<string, Promise<X509Certificate[]>>();
  const asked: number[] = [];

  function read(address: string): Promise<X509Certificate[]> {
    const known = kept.get(address);
    if (known) return known;
    const minuteAgo = Date.now() - 60_000;
    while ((asked[0] ?? Number.POSITIVE_INFINITY) < minuteAgo) asked.shift();
    if (asked.length >= ASKED_PER_MINUTE) throw new Error("too many certificates were asked for");
    asked.push(Date.now());
    const reading = fetchCertificates(address);
    kept.set(address, reading);
    reading.catch(() => kept.delete(address));
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest) kept.delete(oldest);
    return reading;
  }

  return {
    async publicKey(address) {
      if (!isAtPayPal(address, apiBase)) return null;
      const [own, issuer] = await read(address);
      return own && isGood(own, issuer) ? own.publicKey : null;
    },
  };
}

/** Live certificates are at api.paypal.com, those of the sandbox at api.sandbox.paypal.com; a stand-in has its own. */
function isAtPayPal(address: string, apiBase: string): boolean {
  const base = new URL(apiBase);
  const origins = [base.origin, ...(base.hostname.endsWith(".paypal.com") ? [base.origin.replace("//api-m.", "//api.")] : [])];
  if (!URL.canParse(address)) return false;
  const { origin, pathname, username, search, hash } = new URL(address);
  return origins.includes(origin) && /^\/v1\/notifications\/certs\/[A-Za-z0-9-]+$/.test(pathname) && `${username}${search}${hash}` === "";
}

/** Whose it is and when it holds; the file may hold its issuer's after it. That it came from PayPal, TLS says. */
function isGood(own: X509Certificate, issuer?: X509Certificate): boolean {
  const at = now().getTime();
  const inTime = at >= new Date(own.validFrom).getTime() && at < new Date(own.validTo).getTime();
  const isPayPals = own.subject.split("\n").some((line) => line.startsWith("CN=") && line.endsWith(".paypal.com"));
  return inTime && isPayPals && (!issuer || (own.checkIssued(issuer) && own.verify(issuer.publicKey)));
}

async function fetchCertificates(address: string): Promise<X509Certificate[]> {
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok || Number(answer.headers.get("content-length") ?? 0) > LARGEST_BYTES) throw new Error(`no certificate: ${answer.status}`);
  const text = await answer.text();
  if (text.length > LARGEST_BYTES) throw new Error("no certificate: too long");
  const end = "-----END CERTIFICATE-----";
  const found = text.split(end).filter((part) => part.includes("-----BEGIN CERTIFICATE-----"));
  return found.map((part) => new X509Certificate(`${part}${end}`));
}
