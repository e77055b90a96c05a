import Link from "next/link";
import { useTranslations } from "next-intl";
import { Section } from "#components/ui/card.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { checkedLately } from "#lib/abuse/queries.ts";

const COLUMNS = ["tries", "declines", "accounts", "challenged", "refused"] as const;

/** Who was asked for a check before paying, or refused. */
export function CheckedLately({ rows }: { rows: Awaited<ReturnType<typeof checkedLately>> }) {
  const t = useTranslations("operator-settings.security");
  return (
    <Section title={t("checked")} description={rows.length === 0 ? t("checkedNone") : t("checkedText")}>
      {rows.length > 0 && (
        <Table label={t("checked")}>
          <thead>
            <tr>
              <Th>{t("columns.who")}</Th>
              {COLUMNS.map((column) => (
                <Th key={column} numeric>
                  {t(`columns.${column}`)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.key}>
                <Td>
                  <Who name={row.key} />
                </Td>
                {COLUMNS.map((column) => (
                  <Td key={column} numeric>
                    {row[column]}
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function Who({ name }: { name: string }) {
  const t = useTranslations("operator-settings.security");
  const of = name.slice(name.indexOf(":") + 1);
  if (name.startsWith("account:"))
    return (
      <Link href={`/operator/customers/${of}`} className="text-brand-ink hover:underline">
        {t("account")} <bdi>{of.slice(-12)}</bdi>
      </Link>
    );
  return (
    <>
      {t(name.startsWith("site:") ? "site" : "network")} <bdi dir="ltr">{of}</bdi>
    </>
  );
}
