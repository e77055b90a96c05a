import Link from "next/link";
import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import type { PurchaseRow } from "#lib/reports/store-purchases.ts";
import { PurchaseBadge, PurchaseTrouble } from "./purchase-badge.tsx";

/** What a viewer pays for in stores. */
export function CustomerPurchases({ purchases }: { purchases: PurchaseRow[] }) {
  const t = useTranslations("operator-stores");
  return (
    <ul className="grid gap-3 text-sm">
      {purchases.map(({ id, store, plan, productId, status, state, expiresAt }) => (
        <li key={id} className="rounded-xl border px-4 py-3">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            <Link href={`/operator/stores?open=${id}`} className="hover:underline">
              <bdi>{plan ?? productId}</bdi>
            </Link>
            <PurchaseBadge status={status} />
            <PurchaseTrouble state={state} />
          </p>
          <p className="mt-0.5 flex flex-wrap gap-x-4 text-muted">
            <bdi>{store}</bdi>
            {expiresAt && (
              <span>
                {t("column.until")} <DateTime value={expiresAt} dateOnly />
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
