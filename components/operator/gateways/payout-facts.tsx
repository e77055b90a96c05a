import { useFormatter, useTranslations } from "next-intl";
import { Fact, Facts } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { PayoutDetails } from "#lib/reports/payouts.ts";
import { OpenDifferences } from "./payout-table.tsx";

/** When it was made and arrived, and how far what it is made of is known. */
export function PayoutFacts({ payout }: { payout: PayoutDetails }) {
  const t = useTranslations("operator-gateways.payouts");
  const format = useFormatter();
  const { gateway, reference, total, currency, at, arrivesAt, paidAt, failedAt, itemised, linesReadAt, lineCount, differences } = payout;
  return (
    <Facts>
      <Fact label={t("total")}>
        <Money value={{ minor: total, currency }} className="figures font-semibold" />
      </Fact>
      <Fact label={t("made")}>
        <DateTime value={at} />
      </Fact>
      {arrivesAt && (
        <Fact label={t("arrives")}>
          <DateTime value={arrivesAt} />
        </Fact>
      )}
      {paidAt && (
        <Fact label={t("paidAt")}>
          <DateTime value={paidAt} />
        </Fact>
      )}
      {failedAt && (
        <Fact label={t("failedAt")}>
          <DateTime value={failedAt} />
        </Fact>
      )}
      <Fact label={t("count")}>{itemised ? format.number(lineCount) : t("lines.empty.never")}</Fact>
      {itemised && <Fact label={t("readAt")}>{linesReadAt ? <DateTime value={linesReadAt} /> : t("notRead")}</Fact>}
      <Fact label={t("differences")}>
        <OpenDifferences gateway={gateway} count={differences} />
      </Fact>
      <Fact label={t("reference")}>
        <span className="-my-1.5 flex min-w-0 items-center gap-1">
          <code dir="ltr" className="min-w-0 truncate text-xs" title={reference}>
            {reference}
          </code>
          <CopyButton value={reference} label={t("copy")} />
        </span>
      </Fact>
    </Facts>
  );
}
