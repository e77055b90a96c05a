import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CircleAlert, Lock } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Transaction } from "#lib/db/generated/client.ts";
import { formatMoney } from "#lib/kernel/format.ts";
import type { FormNeeds } from "#lib/payments/gateway-form.ts";

type Props = {
  payment: Pick<Transaction, "gateway" | "kind" | "number" | "planName" | "amount" | "currency">;
  /** For the vendor's script alone: it has a secret, so this page is kept by no cache. */
  needs: FormNeeds;
  /** Our page that says what became of the payment. */
  back: string;
  brand: string;
};

/** The frame of a vendor's form (lib/web/http/vendor-form.js): what is paid, and the ways out. Card fields are the vendor's own, in frames of theirs. */
export function VendorForm({ payment, needs, back, brand }: Props) {
  const t = useTranslations("checkout.form");
  const state = useTranslations("checkout.state");
  const locale = useLocale();
  const amount = { minor: payment.amount, currency: payment.currency };
  const saves = payment.kind === "SETUP";
  return (
    <main
      id="content"
      className="mx-auto grid w-full max-w-5xl content-start gap-8 px-4 py-8 sm:px-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:gap-14 lg:py-16"
    >
      <header className="min-w-0 lg:pt-4">
        {payment.planName && (
          <p className="font-medium wrap-break-word text-muted">
            <bdi>{payment.planName}</bdi>
          </p>
        )}
        <h1 className="mt-1 text-2xl font-semibold">{t(saves ? "saveTitle" : "title")}</h1>
        {saves ? (
          <p className="mt-2 text-lg text-muted">{t("nothingNow")}</p>
        ) : (
          <Money value={amount} className="mt-3 block text-4xl font-semibold tracking-tight figures sm:text-5xl" />
        )}
        <p className="mt-4 text-sm text-muted">{state.rich("number", { number: () => <bdi>{payment.number}</bdi> })}</p>
      </header>
      <div className="grid content-start gap-4">
        <Card
          hidden
          data-vendor-form={payment.gateway}
          data-needs={JSON.stringify(needs)}
          data-back={back}
          data-failed={t("failed")}
          className="grid gap-5 text-ink"
        >
          <div data-place aria-busy className="min-h-56 rounded-control aria-busy:animate-pulse aria-busy:bg-sunken" />
          <div
            data-said
            hidden
            role="alert"
            tabIndex={-1}
            className="flex gap-3 rounded-control border border-negative/25 bg-negative-soft p-4 text-sm text-negative"
          >
            <CircleAlert aria-hidden className="mt-0.5 size-4.5 shrink-0" />
            <p dir="auto" className="min-w-0 flex-1 font-medium text-ink" />
          </div>
          <button data-pays type="button" disabled className={buttonClass({ variant: "primary", size: "lg" }, "w-full figures")}>
            {saves ? t("save") : t("pay", { amount: formatMoney(amount, locale) })}
          </button>
          <p data-aside className="flex gap-2.5 text-sm text-muted">
            <Lock aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0">{t("private", { brand })}</span>
          </p>
        </Card>
        <noscript>
          <Card>
            <h2 className="font-semibold">{t("unscripted")}</h2>
            <p className="mt-1 text-muted">{t("unscriptedText")}</p>
          </Card>
        </noscript>
        <a href={`${back}&canceled=1`} className={buttonClass({ variant: "quiet" }, "w-full")}>
          {state("otherWay")}
        </a>
      </div>
    </main>
  );
}
