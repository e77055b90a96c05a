import type { Role } from "#lib/db/generated/client.ts";
import { may, type Permission } from "#lib/identity/roles.ts";

/** The parts of the dashboard that only some may enter, by the beginnings of their addresses. Their pages check for themselves. */
const GUARDED: Record<string, Permission> = {
  "/operator/audit": "audit.read",
  "/operator/coupons/new": "coupons.write",
  "/operator/exports": "lists.export",
  "/operator/gateways": "gateways.read",
  "/operator/oss": "payments.export",
  "/operator/plans/new": "catalog.write",
  "/operator/settings": "settings.read",
  "/operator/team": "operators.write",
};

/** Those that a role may not enter: what leads there is shown without a link (components/operator/place-link.tsx). */
export function closedPlaces(role: Role): string[] {
  return Object.keys(GUARDED).filter((place) => !may(role, GUARDED[place]));
}
