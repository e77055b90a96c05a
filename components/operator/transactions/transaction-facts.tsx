import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Fact, Facts } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { TransactionDetails } from "#lib/reports/transaction-details.ts";
import { payoutHref } from "#lib/web/lists/gateway-links.ts";
import { PayoutBadge } from "../gateways/payout-table.tsx";
import { useGatewayName } from "../plugin-names.ts";
import { useReasonText } from "../reason-text.ts";
import { StatusBadge } from "../status-badge.tsx";
import { addressLines } from "./address-lines.ts";
import { PaymentMethodName } from "./payment-method-name.tsx";

type Props = { transaction: TransactionDetails };
const LINK = "text-brand-ink hover:underline";

/** Who paid, as it was then. */
export function TransactionPerson({ transaction }: Props) {
  const t = useTranslations("operator-transactions.field");
  const regions = regionNames(useLocale());
  const { customer, name, email, phone, address, country, company, vatId, ip, ipCountry } = transaction;
  const differs = country && ipCountry && country !== ipCountry;
  return (
    <Facts>
      <Fact label={t("name")}>
        <Link href={`/operator/customers/${customer.id}`} className={LINK}>
          <bdi>{name}</bdi>
        </Link>
      </Fact>
      <Fact label={t("email")}>
        <Copyable value={email} label={t("copyEmail")} />
      </Fact>
      <Given label={t("phone")}>{phone && <bdi dir="ltr">{phone}</bdi>}</Given>
      <Given label={t("company")}>{company && <bdi>{company}</bdi>}</Given>
      <Given label={t("vatId")}>{vatId && <bdi>{vatId}</bdi>}</Given>
      <Given label={t("address")}>
        {addressLines(address).map((line) => (
          <bdi key={line} className="block ltr:text-left rtl:text-right">
            {line}
          </bdi>
        ))}
      </Given>
      <Given label={t("country")}>{country && regions.of(country)}</Given>
      <Given label={t("ip")}>
        {ip && (
          <bdi dir="ltr" className="figures">
            {ip}
          </bdi>
        )}
      </Given>
      <Given label={t("ipCountry")}>
        {ipCountry && (
          <span className={differs ? "font-medium text-warning" : undefined}>
            {differs ? t("ipDiffers", { country: regions.of(ipCountry) ?? ipCountry }) : regions.of(ipCountry)}
          </span>
        )}
      </Given>
    </Facts>
  );
}

/** What it was for and how the money moved. */
export function TransactionBusiness({ transaction }: Props) {
  const t = useTranslations("operator-transactions");
  const gatewayName = useGatewayName();
  const reasonText = useReasonText();
  const { currency, amount, tax, fee, refunded, invoice, order, subscription } = transaction;
  const money = (minor: bigint) => <Money value={{ minor, currency }} className="figures" />;
  return (
    <Facts>
      <Fact label={t("field.kind")}>{t(`kind.${transaction.kind}`)}</Fact>
      <Fact label={t("field.amount")}>{money(amount)}</Fact>
      <Fact label={t("field.tax")}>{money(tax)}</Fact>
      <Fact label={t("field.fee")}>{fee === null ? <span className="text-muted">{t("feeUnknown")}</span> : money(fee)}</Fact>
      {fee !== null && <Fact label={t("field.net")}>{money(amount - fee)}</Fact>}
      {refunded > 0n && <Fact label={t("field.refunded")}>{money(refunded)}</Fact>}
      <Fact label={t("field.currency")}>{currency}</Fact>
      {transaction.isTopUp ? (
        <Fact label={t("field.topUp")}>{t("topUp")}</Fact>
      ) : (
        <Given label={t("field.plan")}>{transaction.planName && <bdi>{transaction.planName}</bdi>}</Given>
      )}
      <Given label={t("field.coupon")}>{transaction.couponCode && <bdi>{transaction.couponCode}</bdi>}</Given>
      <Given label={t("field.reason")}>{transaction.reason && reasonText(transaction.reason)}</Given>
      <Fact label={t("field.method")}>
        <PaymentMethodName
          brand={transaction.brand}
          last4={transaction.last4}
          wallet={transaction.wallet}
          kind={transaction.methodKind}
          gateway={transaction.gateway}
        />
      </Fact>
      {transaction.networkToken !== null && (
        <Fact label={t("field.networkToken")}>{t(transaction.networkToken ? "networkToken.used" : "networkToken.unused")}</Fact>
      )}
      <Fact label={t("field.gateway")}>{gatewayName(transaction.gateway)}</Fact>
      <Given label={t("field.gatewayReference")}>
        {transaction.gatewayReference && <Copyable value={transaction.gatewayReference} label={t("field.copyReference")} code />}
      </Given>
      <Given label={t("field.paymentReference")}>
        {transaction.paymentReference && <Copyable value={transaction.paymentReference} label={t("field.copyReference")} code />}
      </Given>
      {transaction.payoutLines.length > 0 && (
        <Fact label={t("field.payout")}>
          {transaction.payoutLines.map(({ id, gross, payout }) => (
            <span key={id} className="flex flex-wrap items-center gap-x-2">
              <Link href={payoutHref(payout.gateway, payout.id)} prefetch={false} className={LINK}>
                <DateTime value={payout.at} />
              </Link>
              <Money value={{ minor: gross, currency: payout.currency }} className="figures text-muted" />
              {payout.status !== "PAID" && <PayoutBadge status={payout.status} />}
            </span>
          ))}
        </Fact>
      )}
      <Fact label={t("field.idempotencyKey")}>
        <Copyable value={transaction.id} label={t("field.copyReference")} code />
      </Fact>
      <Fact label={t("field.attempt")}>{transaction.attempt}</Fact>
      <Given label={t("field.failureCode")}>{transaction.failureCode && <code className="text-xs">{transaction.failureCode}</code>}</Given>
      <Given label={t("field.failureReason")}>{transaction.failureReason}</Given>
      <Given label={t("field.invoice")}>
        {invoice && (
          <span className="flex flex-wrap items-center gap-2">
            <Link href={`/operator/invoices?open=${invoice.id}`} prefetch={false} className={LINK}>
              <bdi>{invoice.number ?? t("noNumber")}</bdi>
            </Link>
            <StatusBadge kind="invoice" status={invoice.status} />
          </span>
        )}
      </Given>
      <Given label={t("field.subscription")}>
        {subscription && (
          <span className="flex flex-wrap items-center gap-2">
            <Link href={`/operator/subscriptions?open=${subscription.id}`} className={LINK}>
              <bdi>#{subscription.number}</bdi>
            </Link>
            <StatusBadge kind="subscription" status={subscription.status} />
          </span>
        )}
      </Given>
      <Given label={t("field.order")}>{order && <bdi>#{order.number}</bdi>}</Given>
      <Fact label={t("field.created")}>
        <DateTime value={transaction.createdAt} />
      </Fact>
      <Given label={t("field.settled")}>{transaction.settledAt && <DateTime value={transaction.settledAt} />}</Given>
    </Facts>
  );
}

/** A fact that may be missing: then it is said to be. */
function Given({ label, children }: { label: string; children: ReactNode }) {
  const t = useTranslations("operator-transactions");
  const missing = !children || (Array.isArray(children) && children.length === 0);
  return (
    <Fact label={label}>
      {missing ? (
        <span className="text-faint" title={t("notGiven")}>
          —
        </span>
      ) : (
        children
      )}
    </Fact>
  );
}

function Copyable({ value, label, code }: { value: string; label: string; code?: boolean }) {
  return (
    <span className="-my-1.5 flex min-w-0 items-center gap-1">
      {code ? (
        <code className="min-w-0 truncate text-xs" title={value}>
          {value}
        </code>
      ) : (
        <bdi className="min-w-0 truncate" title={value}>
          {value}
        </bdi>
      )}
      <CopyButton value={value} label={label} />
    </span>
  );
}
