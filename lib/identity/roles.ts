import { type Operator, Role } from "#lib/db/generated/client.ts";
import { DomainError } from "#lib/kernel/errors.ts";

/**
 * What each role may do; an owner may do everything, and every operator may look at everything but what is named here as `read`.
 * Pages and actions name the permission, never a role: `operatorAction(MAY["payments.refund"], …)`.
 */
export const MAY = {
  "payments.refund": ["FINANCE"],
  "payments.record": ["FINANCE"],
  "payments.export": ["FINANCE"],
  "lists.export": ["FINANCE"],
  "disputes.answer": ["FINANCE"],
  "digests.get": ["FINANCE"],
  "gateways.read": ["FINANCE", "SUPPORT"],
  "differences.decide": ["FINANCE"],
  "events.replay": ["FINANCE", "SUPPORT"],
  "subscriptions.write": ["FINANCE", "SUPPORT"],
  "customers.note": ["FINANCE", "SUPPORT"],
  "customers.credentials": ["SUPPORT"],
  "customers.methods": ["FINANCE", "SUPPORT"],
  "customers.credit": ["FINANCE"],
  "customers.tax": ["FINANCE", "SUPPORT"],
  "customers.exempt": ["FINANCE"],
  "customers.terms": ["FINANCE"],
  "messages.send": ["FINANCE", "SUPPORT"],
  "messages.templates": ["SUPPORT"],
  "catalog.write": [],
  "prices.write": ["FINANCE"],
  "invoices.write": ["FINANCE"],
  "coupons.write": ["FINANCE"],
  "vouchers.write": ["FINANCE"],
  "taxes.write": ["FINANCE"],
  "settings.read": ["FINANCE"],
  "settings.write": [],
  "audit.read": ["FINANCE"],
  "operators.write": [],
  "views.share": ["FINANCE", "SUPPORT"],
  "clock.write": [],
} as const satisfies Record<string, Role[]>;

/** For what only tells an operator something. */
export const EVERY_ROLE = Object.values(Role);

export type Permission = keyof typeof MAY;

export function may(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = MAY[permission];
  return role === "OWNER" || roles.includes(role);
}

/** @throws 403 `forbidden` for whoever is none. */
export function mustBeOwner(operator: Operator): void {
  if (operator.role !== "OWNER") throw new DomainError("forbidden", { status: 403 });
}
