import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { CircleCheck, FileText, Mail, MonitorPlay } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import type { NextAmounts } from "#lib/billing/parts/next-amount.ts";
import type { Customer } from "#lib/db/generated/client.ts";

import type { Settings } from "#lib/settings/schema.ts";
import type { Purchase } from "#lib/web/checkout/return-page.ts";

type Props = {
  purchase: Purchase;
  login: { userId: string; password: string };
  viewer: Pick<Customer, "email">;
  settings: Pick<Settings, "brand">;
  /** What the next period costs; null when nothing more is charged. */
  amounts: NextAmounts | "unknown" | null;
};

/** The purchase is done: the way in, the apps, the receipt, and what happens next. */
export function Confirmed({ purchase, login, viewer, settings: { brand }, amounts }: Props) {
  const t = useTranslations("checkout.confirmed");
  const { subscription, invoice, currency, amount, gateway } = purchase;
  const fromBalance = invoice ? invoice.total - amount : 0n;
  return (
    <main id="content" data-part className="mx-auto max-w-3xl px-4 py-12 sm:px-6 sm:py-16">
      <CircleCheck aria-hidden className="size-14 text-positive" strokeWidth={1.5} />
      <h1 className="mt-5 text-4xl font-semibold">{t("title", { plan: purchase.planName ?? "" })}</h1>
      <p className="mt-3 text-lg text-muted">
        {amount > 0n
          ? t.rich(gateway === "balance" ? "paidFromBalance" : fromBalance > 0n ? "paidInParts" : "paid", {
              amount: () => <Money value={{ minor: amount, currency }} className="text-ink" />,
              rest: () => <Money value={{ minor: fromBalance, currency }} className="text-ink" />,
            })
          : t("nothingPaid")}{" "}
        {t.rich("mailed", { email: () => <bdi className="text-ink">{viewer.email}</bdi> })}
      </p>
      <div className="mt-10 grid gap-5">
        <Panel icon={<MonitorPlay aria-hidden />} title={t("login.title")}>
          <p className="text-muted">{t("login.text")}</p>
          <dl className="mt-4 grid gap-3 sm:grid-cols-2">
            <Secret label={t("login.userId")}>
              <bdi className="font-mono text-lg">{login.userId}</bdi>
              <CopyButton value={login.userId} label={t("login.copyUserId")} />
            </Secret>
            <Secret label={t("login.password")}>
              <details className="group min-w-0 flex-1">
                <summary className="list-none font-medium text-brand-ink [&::-webkit-details-marker]:hidden">
                  <span className="group-open:sr-only">{t("login.show")}</span>
                </summary>
                <bdi className="font-mono text-lg break-all">{login.password}</bdi>
              </details>
              <CopyButton value={login.password} label={t("login.copyPassword")} />
            </Secret>
          </dl>
          {(brand.apps.length > 0 || brand.appUrl) && (
            <div className="mt-5 flex flex-wrap gap-2">
              {brand.appUrl && (
                <a href={brand.appUrl} className={buttonClass({ variant: "primary" })}>
                  {t("browser")}
                </a>
              )}
              {brand.apps.map((app) => (
                <a key={app.label} href={app.url} className={buttonClass({})}>
                  {app.label}
                </a>
              ))}
            </div>
          )}
        </Panel>
        <Panel icon={<Mail aria-hidden />} title={t("next.title")}>
          <ul className="grid gap-2">
            {subscription && (
              <li className="tick">
                <span>
                  <NextCharge subscription={subscription} amounts={amounts} />
                </span>
              </li>
            )}
            {amounts && (
              <li className="tick">
                <span>{t("next.cancel")}</span>
              </li>
            )}
          </ul>
        </Panel>
        <div className="flex flex-wrap gap-3">
          <a href="/account" className={buttonClass({ size: "lg" })}>
            {t("account")}
          </a>
          {invoice?.number && (
            <a href={`/account/invoices/${invoice.id}/pdf`} className={buttonClass({ size: "lg" })}>
              <FileText aria-hidden />
              <span>{t.rich("receipt", { number: () => <bdi>{invoice.number}</bdi> })}</span>
            </a>
          )}
        </div>
      </div>
    </main>
  );
}

/** When the next money moves, and how much; or that none does. */
function NextCharge({ subscription, amounts }: Pick<Props, "amounts"> & { subscription: NonNullable<Purchase["subscription"]> }) {
  const t = useTranslations("checkout.confirmed.next");
  const common = useTranslations("common");
  const { renewsAt, currentPeriodEnd, trialEndsAt, interval, intervalCount } = subscription;
  const date = (at: Date) => () => <DateTime value={at} dateOnly className="font-medium" />;
  if (!currentPeriodEnd) return t("waits");
  if (!renewsAt || !amounts) return t.rich("ends", { date: date(currentPeriodEnd) });
  if (amounts === "unknown") return t.rich("unpriced", { date: date(renewsAt) });
  const steps = amounts.discounted > 0 && amounts.next.minor !== amounts.regular.minor;
  return t.rich(`${trialEndsAt ? "trial" : "renews"}${steps ? "ThenRegular" : ""}`, {
    date: date(renewsAt),
    amount: () => <Money value={amounts.next} className="font-medium" />,
    regular: () => <Money value={amounts.regular} className="font-medium" />,
    term: common(`interval.${interval}`, { count: intervalCount * amounts.discounted }),
    every: common(`every.${interval}`, { count: intervalCount }),
  });
}

function Panel({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className="rounded-3xl border bg-surface p-6 shadow-card sm:p-8">
      <h2 className="mb-2 flex items-center gap-3 text-lg font-semibold [&_svg]:size-5 [&_svg]:text-brand-ink">
        {icon}
        {title}
      </h2>
      {children}
    </section>
  );
}

function Secret({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="rounded-2xl bg-sunken p-4">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-1 flex min-h-9 items-center justify-between gap-2">{children}</dd>
    </div>
  );
}
