import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { countTry } from "#lib/abuse/count-try.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { countFailure, refuseOutOfTurn, takeTurn } from "#lib/identity/pace.ts";
import { throttled } from "#lib/identity/throttle.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { networkOf, siteOf } from "#lib/kernel/network.ts";
import { signLink } from "#lib/kernel/signed-link.ts";
import { type FormAction, viewerAction } from "./action.ts";

const HOUR = 3600;

type Request<S extends z.ZodType> = { input: z.output<S>; ip: string | null; form: FormData; viewer: Customer };

/** A viewer's action that leads to a payment page, or has a card charged; limited, so that nobody tries cards in bulk. */
export function payingAction<S extends z.ZodType, T>(schema: S, work: (request: Request<S>) => Promise<T>): FormAction<T> {
  return viewerAction(schema, async (request) => {
    await countTryToPay(request.viewer, request.ip);
    return work(request);
  });
}

/**
 * Counts a try to pay for a viewer, whoever makes it: by a link nobody is signed in. Leads to the check first when something is odd about it.
 * @throws DomainError `throttled` when there were too many.
 */
export async function countTryToPay({ id }: Pick<Customer, "id">, ip: string | null): Promise<void> {
  const verdict = await countTry({ customerId: id, ip });
  if (verdict.kind === "refused") throw throttled(verdict.until, now());
  if (verdict.kind === "checked") await leadToCheck(id);
  else if (verdict.isCrowded) await takeTurn([{ key: `pay:${networkOf(ip)}`, free: 1, windowSeconds: HOUR }]);
}

/** How long the check may be opened. */
const CHECKED_WITHIN_MS = HOUR * 1000;

async function leadToCheck(customerId: string): Promise<never> {
  const who = signLink("check", customerId, new Date(now().getTime() + CHECKED_WITHIN_MS));
  redirect(`/check?${new URLSearchParams({ who, to: await pageOf() })}`);
}

/** The page that the form was on, by its own account; nobody is led to any other place by it. */
async function pageOf(): Promise<string> {
  const referrer = (await headers()).get("referer") ?? "";
  const page = URL.canParse(referrer) ? new URL(referrer) : null;
  return localPath(page && page.pathname + page.search, "/account");
}

type Caller = { ip: string | null; viewerId?: string };

/**
 * Does work that tells whether a coupon exists. Codes that do not are counted by viewer and network together, and more generously by
 * network alone, and by all the networks that one customer of a provider may have. @throws DomainError `throttled` instead when there were too many.
 */
export function countUnknownCoupons<T>(from: Caller, work: () => Promise<T>): Promise<T> {
  return countUnknown("coupon", from, work);
}

/** The same of vouchers. */
export function countUnknownVouchers<T>(from: Caller, work: () => Promise<T>): Promise<T> {
  return countUnknown("voucher", from, work);
}

async function countUnknown<T>(what: "coupon" | "voucher", from: Caller, work: () => Promise<T>): Promise<T> {
  const network = networkOf(from.ip);
  const paces = [
    { key: `${what}:${from.viewerId ?? "stranger"}:${network}`, free: 30, windowSeconds: HOUR, longest: 60 },
    { key: `${what}:${network}`, free: 100, windowSeconds: HOUR, longest: 30 },
    { key: `${what}:site:${siteOf(from.ip)}`, free: 300, windowSeconds: HOUR, longest: 30 },
  ];
  await refuseOutOfTurn(paces);
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && error.code === `${what}_unknown`) await countFailure(paces);
    throw error;
  }
}
