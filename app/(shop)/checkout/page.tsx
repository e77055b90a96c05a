import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { AccountStep } from "#components/shop/checkout/account-step.tsx";
import { AddOnForm } from "#components/shop/checkout/add-on-form.tsx";
import { CountryForm } from "#components/shop/checkout/country-form.tsx";
import { CouponForm } from "#components/shop/checkout/coupon-form.tsx";
import { NotForSale } from "#components/shop/checkout/not-for-sale.tsx";
import { OrderForm } from "#components/shop/checkout/order-form.tsx";
import { Step } from "#components/shop/checkout/step.tsx";
import { Summary } from "#components/shop/checkout/summary.tsx";
import { VisitMark } from "#components/shop/visit-mark.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { inStep } from "#lib/billing/parts/in-step.ts";
import { planOfPrice } from "#lib/catalog/queries.ts";
import { termsOf } from "#lib/catalog/terms.ts";
import { ownOrder } from "#lib/customers/account-queries.ts";
import { currentViewer } from "#lib/identity/session.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { checkoutOffer } from "#lib/web/checkout/checkout-offer.ts";
import { checkoutPath, readCheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import { countryOfOrder } from "#lib/web/checkout/country-of-order.ts";
import { notForSale } from "#lib/web/checkout/not-for-sale.ts";
import { countryOptions } from "#lib/web/forms/country-options.ts";
import { addOnShelf } from "#lib/web/shop/add-on-shelf.ts";
import { couponCookie } from "#lib/web/shop/carried-coupon.ts";
import { signInAsViewer, signUpAsViewer } from "../../(auth)/actions.ts";
import { placeOrder } from "./actions.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Checkout({ searchParams }: Props) {
  const query = await searchParams;
  const asked = readCheckoutRequest(query, (await cookies()).get(couponCookie())?.value);
  const found = asked && (await planOfPrice(asked.price, asked.currency));
  if (!asked || !found) notFound();
  const { plan, onSale, row } = found;
  const [viewer, settings, locale, t, errors] = await Promise.all([
    currentViewer(),
    requestSettings(),
    getLocale(),
    getTranslations("checkout"),
    getTranslations("errors"),
  ]);
  const { reason, store, live, balance } = await notForSale(found, asked.currency, viewer, settings);
  if (reason) return <NotForSale reason={reason} store={store} plan={plan} onSale={onSale} />;

  const country = await countryOfOrder(asked.country, viewer, plan, settings);
  const options = plan.kind === "REGULAR" ? inStep(await addOnShelf(asked.currency), row, country) : [];
  const add = options.map(({ price }) => price.id).filter((id) => asked.add?.includes(id));
  const basket = { ...asked, country, add };
  const { quote, refusal, couponRefusal } = await checkoutOffer(basket, {
    row,
    country,
    vatId: viewer?.vatId,
    taxExemption: viewer?.taxExemption,
    customerId: viewer?.id,
  });
  const share = quote ? balanceShare({ minor: quote.total, currency: quote.currency }, balance, settings) : 0n;
  const here = checkoutPath(basket);
  return (
    <main id="content" className="mx-auto max-w-5xl px-4 py-8 sm:px-6 sm:py-12">
      <h1 className="text-3xl font-semibold sm:text-4xl">{t("title")}</h1>
      {live.length > 0 && (
        <Alert tone="info" title={t("alongside.title", { plan: `\u2068${live[0].plan.name}\u2069` })} className="mt-6">
          {t.rich("alongside.text", {
            account: (text) => (
              <a href="/account" className="underline underline-offset-4">
                {text}
              </a>
            ),
          })}
        </Alert>
      )}
      <div className="mt-8 grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:gap-12">
        <div className="lg:order-2">
          <div id="basket" data-part className="grid gap-5 rounded-3xl border bg-surface p-6 shadow-card lg:sticky lg:top-6">
            <Summary plan={plan} quote={quote} fromBalance={share} refusal={refusal && errors(refusal)} />
            {quote && <AddOnForm basket={basket} options={options} />}
            {quote && (
              <CouponForm
                basket={basket}
                error={couponRefusal && errors(couponRefusal.code, couponRefusal.values)}
                applied={quote.couponCode}
              />
            )}
          </div>
        </div>
        <div className="grid content-start gap-8">
          <Step id="account" number={1} title={t("account.title")} done={Boolean(viewer)}>
            <AccountStep viewer={viewer} here={`${here}#country`} signIn={signInAsViewer} signUp={signUpAsViewer} />
          </Step>
          <Step id="country" number={2} title={t("country.title")} done={!refusal} follows>
            <CountryForm basket={basket} country={country} countries={countryOptions(locale)} />
            {refusal && (
              <Alert tone="warning" title={errors(refusal)} className="mt-4">
                {refusal === "not_sold_in_country" && t("country.elsewhere")}
              </Alert>
            )}
          </Step>
          <Step id="payment" number={3} title={t("payment.title")} muted={!viewer || !quote} follows>
            {viewer && quote ? (
              <OrderForm
                action={placeOrder}
                basket={{ ...basket, coupon: quote.couponCode ?? undefined }}
                quote={quote}
                fromBalance={share}
                terms={termsOf(quote, viewer.id, share)}
                before={await termsOfOrder(viewer.id, query.order)}
                gateways={offeredGateways(settings, {
                  amount: { minor: quote.total - share, currency: quote.currency },
                  renews: quote.renewal !== null,
                  mayAsk: true,
                  country,
                  planId: plan.id,
                })}
                company={viewer.company}
                vatId={viewer.vatId}
              />
            ) : (
              <p className="text-muted">{t(viewer ? "payment.notHere" : "payment.later")}</p>
            )}
          </Step>
        </div>
      </div>
      <VisitMark step="CHECKOUT" planId={plan.id} coupon={quote?.couponCode} />
    </main>
  );
}

/** What an order said that is to be placed anew. */
async function termsOfOrder(customerId: string, id: unknown): Promise<string | null> {
  const asked = z.uuid().safeParse(id);
  return asked.success ? ((await ownOrder(customerId, asked.data))?.terms ?? null) : null;
}
