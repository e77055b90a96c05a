import { useTranslations } from "next-intl";
import { Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { CheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import { BasketFields } from "./basket-fields.tsx";

type Props = { basket: CheckoutRequest; country: string; countries: string; page?: string };

/** Where the viewer lives, of `countries` (`countryOptions`): it decides the tax. The summary follows at once; without a script, by a button. */
export function CountryForm({ basket, country, countries, page = "/checkout" }: Props) {
  const t = useTranslations("checkout.country");
  return (
    <form action={page} className="flex flex-wrap items-end gap-3">
      <BasketFields basket={{ ...basket, country: undefined }} />
      <Field name="country" label={t("label")} hint={t("hint")} className="grow">
        <Select defaultValue={country} autoComplete="country" options={countries} data-submits />
      </Field>
      <noscript>
        <button type="submit" className={buttonClass({})}>
          {t("update")}
        </button>
      </noscript>
    </form>
  );
}
