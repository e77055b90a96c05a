import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { TransactionDetails } from "#lib/reports/transaction-details.ts";
import { PanelSection } from "../details-panel.tsx";

type Dispute = TransactionDetails["disputes"][number];

const TONES: Record<Dispute["status"], Tone> = {
  INQUIRY: "warning",
  OPEN: "warning",
  WON: "positive",
  LOST: "negative",
  CLOSED: "neutral",
  RETURNED: "warning",
};

/** What the payer's bank asked back, and what that has cost so far. */
export function TransactionDisputes({ disputes }: { disputes: Dispute[] }) {
  const t = useTranslations("operator-transactions.dispute");
  return (
    <PanelSection title={t("title")}>
      {disputes.map(({ id, status, reason, amount, taken, fee, currency, reference, openedAt, respondBy }) => (
        <Facts key={id}>
          <Fact label={t("state")}>
            <Badge tone={TONES[status]} dot>
              {t(`status.${status}`)}
            </Badge>
          </Fact>
          <Fact label={t("amount")}>
            <Money value={{ minor: amount, currency }} />
          </Fact>
          <Fact label={t("taken")}>
            <Money value={{ minor: taken, currency }} />
          </Fact>
          <Fact label={t("fee")}>
            <Money value={{ minor: fee, currency }} />
          </Fact>
          <Fact label={t("reason")}>{textOf(t, `reasons.${reason}`) ?? <code className="text-xs">{reason}</code>}</Fact>
          <Fact label={t("opened")}>
            <DateTime value={openedAt} />
          </Fact>
          <Fact label={t("reference")}>
            <code className="text-xs break-all">{reference}</code>
          </Fact>
          {respondBy && (
            <Fact label={t("respondBy")}>
              <DateTime value={respondBy} />
            </Fact>
          )}
          <Fact label={t("answer")}>
            <Link href={`/operator/disputes/${id}`} className="text-brand-ink hover:underline">
              {t("openAnswer")}
            </Link>
          </Fact>
        </Facts>
      ))}
    </PanelSection>
  );
}
