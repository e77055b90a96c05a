import Link from "next/link";
import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { StoreCounts } from "#lib/reports/store-purchases.ts";

const OPEN = ["unlinked", "unmapped", "twice"] as const;

/** How many watch by each store, and what waits for somebody. */
export function StoreCountsTable({ counts }: { counts: StoreCounts[] }) {
  const t = useTranslations("operator-stores");
  return (
    <Table label={t("counts")} className="mb-4">
      <thead>
        <tr>
          <Th>{t("column.store")}</Th>
          <Th numeric>{t("watching")}</Th>
          {OPEN.map((state) => (
            <Th key={state} numeric>
              {t(`state.${state}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row) => (
          <Tr key={row.store}>
            <Td>
              <bdi>{row.store}</bdi>
            </Td>
            <Td numeric>{row.watching}</Td>
            {OPEN.map((state) => (
              <Td key={state} numeric>
                {row[state] > 0 ? (
                  <Link href={`/operator/stores?state=${state}`} className="text-brand-ink hover:underline">
                    {row[state]}
                  </Link>
                ) : (
                  0
                )}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
