import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { GatewayHealth } from "#lib/reports/gateway-health.ts";
import { decidedHref } from "#lib/web/lists/gateway-links.ts";

type Props = Pick<GatewayHealth, "id" | "rates"> & { gateway: string };

/** Which part of the charges that were decided went through, at the checkout and without the viewer, with their number. */
export function RateTable({ id, gateway, rates }: Props) {
  const t = useTranslations("operator-gateways.rates");
  const format = useFormatter();
  const heading = (name: "first" | "later") => (
    <Tooltip content={t(`${name}.definition`)}>
      <span className="cursor-help underline decoration-dotted underline-offset-4">{t(`${name}.label`)}</span>
    </Tooltip>
  );
  return (
    <Table label={`${gateway}: ${t("title")}`}>
      <thead>
        <tr>
          <Th>{t("time")}</Th>
          <Th numeric>{heading("first")}</Th>
          <Th numeric>{heading("later")}</Th>
        </tr>
      </thead>
      <tbody>
        {rates.map(({ days, since, ...rate }) => (
          <Tr key={since}>
            <Td className="whitespace-nowrap">
              <Link href={decidedHref(id, since)} prefetch={false} className="hover:underline">
                {t("days", { days })}
              </Link>
            </Td>
            {(["first", "later"] as const).map((name) => {
              const { succeeded, decided } = rate[name];
              return (
                <Td key={name} numeric>
                  {decided === 0 ? (
                    <span className="text-muted">–</span>
                  ) : (
                    <bdi>
                      {format.number(succeeded / decided, { style: "percent", maximumFractionDigits: 1 })}{" "}
                      <span className="text-xs text-muted">{t("of", { count: decided })}</span>
                    </bdi>
                  )}
                </Td>
              );
            })}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
