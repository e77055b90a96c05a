import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { LettersTable } from "#components/operator/retention/letters-table.tsx";
import { OffersTable } from "#components/operator/retention/offers-table.tsx";
import { ReasonsTable } from "#components/operator/retention/reasons-table.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { lettersToReturn, offersToStay, reasonsToLeave } from "#lib/reports/retention.ts";

const YEAR_MS = 365 * 86_400_000;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-retention"))("title") };
}

/** Why viewers leave, and what keeps them, in the last 365 days. */
export default async function RetentionPage() {
  const operator = await requireOperator();
  const at = now();
  const since = new Date(at.getTime() - YEAR_MS);
  const [t, offers, letters, reasons] = await Promise.all([
    getTranslations("operator-retention"),
    offersToStay(since, at),
    lettersToReturn(since),
    reasonsToLeave(since),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          may(operator.role, "settings.read") && (
            <Link href="/operator/settings/leaving" className={buttonClass({})}>
              {t("settings")}
            </Link>
          )
        }
      />
      <div className="grid gap-6">
        <Section title={t("offers.title")} description={t("offers.text")}>
          <OffersTable rows={offers} />
        </Section>
        <Section title={t("letters.title")} description={t("letters.text")}>
          <LettersTable rows={letters} />
        </Section>
        <Section title={t("reasons.title")} description={t("reasons.text")}>
          <ReasonsTable rows={reasons} />
        </Section>
      </div>
    </>
  );
}
