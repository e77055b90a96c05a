import type { Prisma, SubscriptionItem } from "#lib/db/generated/client.ts";

/** The items that a subscription has now, in the order in which they were added: for `include`. */
export const STANDING = {
  where: { removedAt: null },
  orderBy: [{ addedAt: "asc" }, { id: "asc" }],
} satisfies Prisma.Subscription$itemsArgs;

export type Grants = Pick<SubscriptionItem, "packages" | "maxDevices" | "maxStreams" | "quality">;
export type Granting = Grants & Pick<SubscriptionItem, "quantity">;

const BETTER: Grants["quality"][] = ["SD", "HD", "FHD", "UHD"];

/** What items grant together, as they were sold: all packages, devices and streams added up, the best picture. */
export function grantsOf(items: Granting[]): Grants {
  return {
    packages: [...new Set(items.flatMap(({ packages }) => packages))],
    maxDevices: items.reduce((sum, { maxDevices, quantity }) => sum + maxDevices * quantity, 0),
    maxStreams: items.reduce((sum, { maxStreams, quantity }) => sum + maxStreams * quantity, 0),
    quality: BETTER[Math.max(0, ...items.map(({ quality }) => BETTER.indexOf(quality)))],
  };
}
