import { DECIDED } from "#lib/payments/state.ts";
import { pageAddress } from "./page-params.ts";

/** The charges behind a gateway's rates of success: those that were decided, made since a civil day. */
export function decidedHref(gateway: string, from: string, to?: string): string {
  return pageAddress("/operator/transactions", { gateway, kind: "CHARGE", status: DECIDED.join(","), from, to });
}

export function declinedHref(gateway: string, from: string): string {
  return pageAddress("/operator/transactions", { gateway, kind: "CHARGE", status: "DECLINED", from });
}

/** What a gateway has not decided (`PENDING`) or not answered (`UNKNOWN`). */
export function underWayHref(gateway: string, status: "PENDING" | "UNKNOWN"): string {
  return pageAddress("/operator/transactions", { gateway, status });
}

export function eventsHref(source: string, state?: "waiting" | "failed"): string {
  return pageAddress("/operator/events", { source, state });
}

export function gatewayHref(gateway: string, more: { state?: "open" } = {}): string {
  return pageAddress(`/operator/gateways/${encodeURIComponent(gateway)}`, more);
}

export function payoutsHref(gateway: string): string {
  return `${gatewayHref(gateway)}/payouts`;
}

export function payoutHref(gateway: string, payoutId: string): string {
  return `${payoutsHref(gateway)}/${payoutId}`;
}
