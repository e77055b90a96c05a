import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AccountStep } from "#components/shop/checkout/account-step.tsx";
import { CountryForm } from "#components/shop/checkout/country-form.tsx";
import { GiftForm } from "#components/shop/checkout/gift-form.tsx";
import { NotForSale } from "#components/shop/checkout/not-for-sale.tsx";
import { Step } from "#components/shop/checkout/step.tsx";
import { Summary } from "#components/shop/checkout/summary.tsx";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { planOfPrice } from "#lib/catalog/queries.ts";
import { termsOf } from "#lib/catalog/terms.ts";
import { currentViewer } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readCheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import { countryOfOrder } from "#lib/web/checkout/country-of-order.ts";
import { giftOffer } from "#lib/web/checkout/gift-offer.ts";
import { viewerAtCheckout } from "#lib/web/checkout/viewer-at-checkout.ts";
import { countryOptions } from "#lib/web/forms/country-options.ts";
import { signInAsViewer, signUpAsViewer } from "../../../(auth)/actions.ts";
import { placeGift } from "../actions.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("checkout"))("gift.title") };
}

/** Buys a term of a plan for somebody else. */
export default async function GiftPage({ searchParams }: Props) {
  const asked = readCheckoutRequest({ ...(await searchParams), coupon: "" });
  const found = asked && (await planOfPrice(asked.price, asked.currency));
  if (!asked || !found) notFound();
  const { plan, onSale, sold, row } = found;
  const [viewer, settings, locale, t, errors] = await Promise.all([
    currentViewer(),
    requestSettings(),
    getLocale(),
    getTranslations("checkout"),
    getTranslations("errors"),
  ]);
  if (!sold) return <NotForSale reason="changed" plan={plan} onSale={onSale} />;
  if (plan.prices.length === 0) return <NotForSale reason="currency" plan={plan} onSale={onSale} />;
  const country = await countryOfOrder(asked.country, viewer, plan, settings);
  const { quote, refusal } = await giftOffer({ priceId: asked.price, currency: asked.currency, row, country }, viewer, settings);
  const { balance } = viewer ? await viewerAtCheckout(viewer.id, asked.currency) : { balance: 0n };
  const share = quote ? balanceShare({ minor: quote.total, currency: quote.currency }, balance, settings) : 0n;
  const basket = { price: asked.price, currency: asked.currency };
  const here = `/checkout/gift?${new URLSearchParams({ ...basket, country })}`;
  return (
    <main id="content" className="mx-auto max-w-5xl px-4 py-8 sm:px-6 sm:py-12">
      <h1 className="text-3xl font-semibold sm:text-4xl">{t("gift.title")}</h1>
      <p className="mt-2 max-w-prose text-muted">{t("gift.text")}</p>
      <div className="mt-8 grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:gap-12">
        <div className="lg:order-2">
          <div id="basket" data-part className="grid gap-5 rounded-3xl border bg-surface p-6 shadow-card lg:sticky lg:top-6">
            <Summary plan={plan} quote={quote} fromBalance={share} refusal={refusal && errors(refusal)} gift />
          </div>
        </div>
        <div className="grid content-start gap-8">
          <Step id="account" number={1} title={t("account.title")} done={Boolean(viewer)}>
            <AccountStep viewer={viewer} here={`${here}#country`} signIn={signInAsViewer} signUp={signUpAsViewer} />
          </Step>
          <Step id="country" number={2} title={t("country.title")} done={!refusal} follows>
            <CountryForm basket={basket} country={country} countries={countryOptions(locale)} page="/checkout/gift" />
          </Step>
          <Step id="payment" number={3} title={t("gift.for")} muted={!viewer || !quote} follows>
            {viewer && quote ? (
              <GiftForm
                action={placeGift}
                basket={{ ...basket, country }}
                quote={quote}
                fromBalance={share}
                terms={termsOf(quote, viewer.id, share)}
                gateways={offeredGateways(settings, {
                  amount: { minor: quote.total - share, currency: quote.currency },
                  country,
                  planId: plan.id,
                })}
                today={civilDate(now(), settings.company.timeZone).toString()}
              />
            ) : (
              <p className="text-muted">{t(viewer ? "payment.notHere" : "payment.later")}</p>
            )}
          </Step>
        </div>
      </div>
    </main>
  );
}
