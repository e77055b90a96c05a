import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { DisputeDetails } from "#lib/reports/dispute-details.ts";

/** What the bank says, and about which payment. */
export function DisputeFacts({ dispute }: { dispute: DisputeDetails }) {
  const t = useTranslations("operator-transactions.dispute");
  const own = useTranslations("operator-disputes");
  const { status, reason, amount, currency, openedAt, respondBy, reference, transaction } = dispute;
  return (
    <Section title={t("title")}>
      <Facts>
        <Fact label={t("state")}>{t(`status.${status}`)}</Fact>
        <Fact label={t("amount")}>
          <Money value={{ minor: amount, currency }} />
        </Fact>
        <Fact label={t("reason")}>{textOf(t, `reasons.${reason}`) ?? <code className="text-xs">{reason}</code>}</Fact>
        <Fact label={t("opened")}>
          <DateTime value={openedAt} />
        </Fact>
        {respondBy && (
          <Fact label={own("respondBy")}>
            <DateTime value={respondBy} />
          </Fact>
        )}
        <Fact label={own("payer")}>
          <Link href={`/operator/customers/${transaction.customerId}`} className="text-brand-ink hover:underline">
            <bdi>{transaction.name}</bdi>
          </Link>
        </Fact>
        <Fact label={t("reference")}>
          <code className="text-xs break-all">{reference}</code>
        </Fact>
      </Facts>
    </Section>
  );
}
