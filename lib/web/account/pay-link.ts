import { cookies } from "next/headers";
import { now } from "#lib/kernel/clock.ts";
import { cookieOptions, hostCookie } from "#lib/kernel/cookies.ts";
import { readLink } from "#lib/kernel/signed-link.ts";

/** As long as a gateway's page may be open. */
const SECONDS = 24 * 3600;

/** Keeps the link by which somebody pays while they are at a gateway: who is not signed in has no other way back to their invoice. */
export async function carryPayLink(token: string): Promise<void> {
  (await cookies()).set(cookieName(), token, cookieOptions(SECONDS));
}

/** Where an invoice is paid by the link that was carried; null when none was, or it is for another invoice, or its time is over. */
export async function carriedPayLink(invoiceId: string): Promise<string | null> {
  const token = (await cookies()).get(cookieName())?.value ?? "";
  const link = readLink("pay-invoice", token, now());
  return link?.id === invoiceId && !link.expired ? `/pay?token=${token}` : null;
}

function cookieName(): string {
  return hostCookie("pay-link");
}
