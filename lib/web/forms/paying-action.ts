import type { z } from "zod";
import type { Customer } from "#lib/db/generated/client.ts";
import { networkOf, siteOf } from "#lib/identity/network.ts";
import { countFailure, refuseOutOfTurn, takeTurn } from "#lib/identity/pace.ts";
import { throttle } from "#lib/identity/throttle.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { type FormAction, viewerAction } from "./action.ts";

const HOUR = 3600;
/** Orders, and tries to pay, an hour. Far beyond any viewer; stolen cards are tried by the hundred. */
const PER_VIEWER = 20;
/** A network hides many viewers; beyond this it goes slowly. */
const PER_NETWORK = 300;

type Request<S extends z.ZodType> = { input: z.output<S>; ip: string | null; form: FormData; viewer: Customer };

/** A viewer's action that leads to a payment page, or has a card charged; limited, so that nobody tries cards in bulk. */
export function payingAction<S extends z.ZodType, T>(schema: S, work: (request: Request<S>) => Promise<T>): FormAction<T> {
  return viewerAction(schema, async (request) => {
    await countTryToPay(request.viewer, request.ip);
    return work(request);
  });
}

/** Counts a try to pay for a viewer, whoever makes it: by a link nobody is signed in. @throws DomainError `throttled` when there were too many. */
export async function countTryToPay({ id }: Pick<Customer, "id">, ip: string | null): Promise<void> {
  await throttle(`pay:${id}`, PER_VIEWER, HOUR);
  await takeTurn([{ key: `pay:${networkOf(ip)}`, free: PER_NETWORK, windowSeconds: HOUR }]);
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
