import type { z } from "zod";
import type { Customer } from "#lib/db/generated/client.ts";
import { refuseThrottled, throttle } from "#lib/identity/throttle.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { type FormAction, viewerAction } from "./action.ts";

const HOUR = 3600;
/** Orders, and tries to pay, an hour. Far beyond any viewer, also where a network hides many behind one address; stolen cards are tried by the hundred. */
const PER_VIEWER = 20;
const PER_ADDRESS = 300;
/** Codes that do not exist, an hour and address. */
const UNKNOWN_COUPONS = 30;

type Request<S extends z.ZodType> = { input: z.output<S>; ip: string | null; form: FormData; viewer: Customer };

/** A viewer's action that leads to a payment page; limited, so that nobody tries cards in bulk. */
export function payingAction<S extends z.ZodType, T>(schema: S, work: (request: Request<S>) => Promise<T>): FormAction<T> {
  return viewerAction(schema, async (request) => {
    const { viewer, ip } = request;
    await throttle(`pay:${viewer.id}`, PER_VIEWER, HOUR);
    if (ip) await throttle(`pay:${ip}`, PER_ADDRESS, HOUR);
    return work(request);
  });
}

/** Does work that tells whether a coupon exists. @throws DomainError `throttled` instead when this address has guessed too often. */
export async function countUnknownCoupons<T>(ip: string | null, work: () => Promise<T>): Promise<T> {
  if (!ip) return work();
  const key = `coupon:${ip}`;
  await refuseThrottled(key, UNKNOWN_COUPONS);
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && error.code === "coupon_unknown") await throttle(key, UNKNOWN_COUPONS, HOUR);
    throw error;
  }
}
