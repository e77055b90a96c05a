import { useTranslations } from "next-intl";
import { Select } from "#components/forms/controls.tsx";
import { CountryOptions } from "#components/forms/country-options.tsx";
import { Field } from "#components/forms/field.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { CheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import { BasketFields } from "./basket-fields.tsx";

type Props = { basket: CheckoutRequest; country: string; countries: { code: string; name: string }[] };

/** Where the viewer lives: it decides the tax. The summary follows at once; without a script, by a button. */
export function CountryForm({ basket, country, countries }: Props) {
  const t = useTranslations("checkout.country");
  return (
    <form action="/checkout" className="flex flex-wrap items-end gap-3">
      <BasketFields basket={{ ...basket, country: undefined }} />
      <Field name="country" label={t("label")} hint={t("hint")} className="grow">
        <Select defaultValue={country} autoComplete="country" data-submits>
          <CountryOptions countries={countries} />
        </Select>
      </Field>
      <noscript>
        <button type="submit" className={buttonClass({})}>
          {t("update")}
        </button>
      </noscript>
    </form>
  );
}
