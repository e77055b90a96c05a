import { useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { CustomerDetails } from "#lib/reports/customer-details.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { addressLines } from "../transactions/address-lines.ts";
import { PaymentTerms } from "./payment-terms.tsx";
import { TaxExemption } from "./tax-exemption.tsx";
import { VatNumberFact } from "./vat-number.tsx";

type Props = { customer: CustomerDetails; askVatNumber?: FormAction<void>; saveExemption?: FormAction<void>; saveTerms?: FormAction<void> };

/** Who the viewer is, as of now. */
export function CustomerFacts({ customer, askVatNumber, saveExemption, saveTerms }: Props) {
  const t = useTranslations("operator-customers");
  const locale = useLocale();
  const regions = regionNames(locale);
  const languages = new Intl.DisplayNames(locale, { type: "language" });
  const address = addressLines(customer);
  return (
    <Facts>
      <Fact label={t("field.email")}>
        <span className="-my-1.5 flex min-w-0 flex-wrap items-center gap-x-1.5">
          <bdi className="min-w-0 break-all">{customer.email}</bdi>
          <CopyButton value={customer.email} label={t("field.copyEmail")} />
          <Badge tone={customer.emailVerifiedAt ? "positive" : "neutral"}>{t(customer.emailVerifiedAt ? "verified" : "unverified")}</Badge>
        </span>
      </Fact>
      {customer.phone && (
        <Fact label={t("field.phone")}>
          <bdi dir="ltr">{customer.phone}</bdi>
        </Fact>
      )}
      {customer.company && (
        <Fact label={t("field.company")}>
          <bdi>{customer.company}</bdi>
        </Fact>
      )}
      {customer.vatId && (
        <Fact label={t("field.vatId")}>
          <VatNumberFact customerId={customer.id} vatId={customer.vatId} details={customer.vatNumber} ask={askVatNumber} />
        </Fact>
      )}
      {(customer.taxExemption || saveExemption) && (
        <Fact label={t("exemption.field")}>
          <div className="grid justify-items-start gap-2">
            {customer.taxExemption && (
              <bdi>
                {customer.taxExemption} ({customer.taxCertificate})
              </bdi>
            )}
            {saveExemption && <TaxExemption customerId={customer.id} exempt={customer.taxExemption !== null} save={saveExemption} />}
          </div>
        </Fact>
      )}
      {(customer.termDays !== null || saveTerms) && (
        <Fact label={t("terms.field")}>
          <div className="grid justify-items-start gap-2">
            {customer.termDays === null ? t("terms.none") : t("terms.days", { days: customer.termDays })}
            {saveTerms && <PaymentTerms customerId={customer.id} termDays={customer.termDays} save={saveTerms} />}
          </div>
        </Fact>
      )}
      {address.length > 0 && (
        <Fact label={t("field.address")}>
          {address.map((line) => (
            <bdi key={line} className="block ltr:text-left rtl:text-right">
              {line}
            </bdi>
          ))}
        </Fact>
      )}
      {customer.country && <Fact label={t("field.country")}>{regions.of(customer.country)}</Fact>}
      <Fact label={t("field.language")}>{languages.of(customer.locale)}</Fact>
      <Fact label={t("field.consent")}>
        {[customer.smsConsent && t("consent.sms"), customer.marketingConsent && t("consent.marketing")].filter(Boolean).join(", ") ||
          t("consent.none")}
      </Fact>
      <Fact label={t("field.paid")}>
        {customer.paid.length === 0 && t("nothingPaid")}
        <span className="figures flex flex-wrap gap-x-4 font-medium">
          {customer.paid.map((sum) => (
            <Money key={sum.currency} value={sum} />
          ))}
        </span>
      </Fact>
      <Fact label={t("field.since")}>
        <DateTime value={customer.createdAt} />
      </Fact>
      {customer.closedAt && (
        <Fact label={t("field.closed")}>
          <DateTime value={customer.closedAt} />
        </Fact>
      )}
    </Facts>
  );
}
