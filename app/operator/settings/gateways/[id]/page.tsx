import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { OfferForm } from "#components/operator/settings/offer-form.tsx";
import { countryNames } from "#lib/kernel/country-names.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { plansForOperator } from "#lib/reports/plans.ts";
import { offerRule } from "#lib/settings/offer-rule.ts";
import { settingsPage } from "../../settings-page.ts";
import { offerGateway } from "../actions.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-settings"))("gateways.offer.title") };
}

/** To whom, and for what, one gateway is offered. */
export default async function OfferPage({ params }: Props) {
  const { settings, readOnly } = await settingsPage();
  const { id } = await params;
  const plugin = GATEWAYS.find((each) => each.id === id);
  if (!plugin) notFound();
  const plans = await plansForOperator();
  const rule = settings.gateways[id]?.offer ?? offerRule.parse({});
  const typed = (minor: string | null | undefined, currency: string) => (minor ? toDecimal({ minor: BigInt(minor), currency }) : "");
  const amounts = settings.market.currencies.map((currency) => ({
    currency,
    least: typed(rule.amounts[currency]?.least, currency),
    most: typed(rule.amounts[currency]?.most, currency),
  }));
  return (
    <OfferForm
      gateway={{ id, label: plugin.label }}
      rule={rule}
      amounts={amounts}
      countries={countryNames(await getLocale())}
      plans={plans.map((plan) => ({ code: plan.id, name: plan.name }))}
      action={offerGateway}
      readOnly={readOnly}
    />
  );
}
