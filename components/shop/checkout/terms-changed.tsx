"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useForm } from "#components/forms/form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Terms } from "#lib/catalog/terms.ts";
import { formatPpm } from "#lib/kernel/format.ts";
import { regionNames } from "#lib/kernel/intl.ts";
import { readTerms } from "./read-terms.ts";

const TERMS = ["today", "fromBalance", "next", "regular", "every", "begins", "trial", "addOns", "coupon", "tax", "country"] as const;

/**
 * Which of the terms are no longer those that were shown: with the form that was refused, else with the order `before` that was to be taken up
 * again. Nothing when none are.
 */
export function TermsChanged({ terms, before }: { terms: Terms; before: string | null }) {
  const { state } = useForm();
  const t = useTranslations("checkout.changed");
  const written = useWritten();
  const was = readTerms(state.status === "idle" ? before : state.values?.shown);
  if (!was) return null;
  const [old, present] = [written(was), written(terms)];
  const different = TERMS.filter((term) => JSON.stringify(old[term].key) !== JSON.stringify(present[term].key));
  if (different.length === 0) return null;
  // The tax grows with the price: alone it is worth its line, beside the price only with another rate.
  const changed = different.filter((term) => term !== "tax" || different.length === 1 || old.tax.text !== present.tax.text);
  return (
    <Alert tone="warning" title={t("title")}>
      <p>{t("text")}</p>
      <dl className="figures mt-3 grid gap-2">
        {changed.map((term) => (
          <div key={term} className="flex flex-wrap justify-between gap-x-4">
            <dt>{t(`term.${term}`)}</dt>
            <dd className="font-medium">{t.rich("fromTo", { from: () => old[term].text, to: () => present[term].text })}</dd>
          </div>
        ))}
      </dl>
    </Alert>
  );
}

type Written = Record<(typeof TERMS)[number], { key: unknown; text: ReactNode }>;

/** Terms in the reader's words, with what tells that two are the same. */
function useWritten(): (terms: Terms) => Written {
  const t = useTranslations("checkout.changed");
  const common = useTranslations("common");
  const locale = useLocale();
  return (terms) => {
    const {
      currency,
      interval,
      intervalCount,
      trialDays,
      coupon,
      couponOff,
      couponDuration,
      couponCycles,
      addOns = [],
      taxTreatment,
      taxRatePpm,
      country,
      waitsForLogin,
    } = terms;
    const amount = (minor: string | null) => ({
      key: [minor, currency],
      text: minor === null ? t("none") : <Money value={{ minor: BigInt(minor), currency }} />,
    });
    const tax = [taxTreatment, taxRatePpm, terms.taxIncluded, terms.todayTax, terms.nextTax];
    return {
      today: amount(terms.today),
      fromBalance: amount(terms.fromBalance ?? "0"),
      next: amount(terms.next),
      regular: amount(terms.regular),
      every: { key: [interval, intervalCount, terms.oneTerm], text: common(`length.${interval}`, { count: intervalCount }) },
      begins: { key: waitsForLogin, text: t(waitsForLogin ? "begins.login" : "begins.payment") },
      trial: { key: trialDays, text: trialDays ? common("length.DAY", { count: trialDays }) : t("none") },
      addOns: { key: addOns, text: addOns.length > 0 ? new Intl.ListFormat(locale).format(addOns.map(([, name]) => name)) : t("none") },
      coupon: {
        key: [coupon, couponOff, couponDuration, couponCycles],
        text:
          coupon && couponDuration
            ? t(`coupon.${couponDuration}`, {
                code: coupon,
                term: common(`interval.${interval}`, { count: intervalCount * (couponCycles ?? 1) }),
              })
            : t("none"),
      },
      tax: { key: tax, text: t(terms.taxIncluded ? "taxIncluded" : "taxAdded", { rate: formatPpm(taxRatePpm, locale) }) },
      country: { key: country, text: regionNames(locale).of(country) },
    };
  };
}
