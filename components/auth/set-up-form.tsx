import { useTranslations } from "next-intl";
import { Switch } from "#components/forms/choices.tsx";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { PasswordInput } from "./password-input.tsx";
import { TimeZoneSelect } from "./time-zone-select.tsx";

type Option = { code: string; name: string };
type Props<T> = { action: FormAction<T>; token: string; countries: string; currencies: Option[]; timeZones: string[] };

export function SetUpForm<T>({ action, token, countries, currencies, timeZones }: Props<T>) {
  const t = useTranslations("auth");
  return (
    <Form action={action} className="grid gap-8">
      <FormMessage />
      <input type="hidden" name="token" value={token} />
      <fieldset className="grid gap-5 sm:grid-cols-2">
        <legend className="mb-4 text-base font-semibold">{t("setup.you")}</legend>
        <Field name="name" label={t("name")} required>
          <Input autoComplete="name" />
        </Field>
        <Field name="email" label={t("email")} required>
          <Input type="email" autoComplete="username" inputMode="email" dir="ltr" />
        </Field>
        <Field name="password" label={t("password")} hint={t("operator.passwordHint")} required className="sm:col-span-2">
          <PasswordInput autoComplete="new-password" />
        </Field>
      </fieldset>
      <fieldset className="grid gap-5 sm:grid-cols-2">
        <legend className="mb-4 text-base font-semibold">{t("setup.shop")}</legend>
        <Field name="brandName" label={t("setup.brandName")} hint={t("setup.brandHint")} required className="sm:col-span-2">
          <Input autoComplete="organization" />
        </Field>
        <Field name="country" label={t("setup.country")} hint={t("setup.countryHint")} required>
          <Select autoComplete="country" defaultValue="" options={countries} />
        </Field>
        <Field name="currency" label={t("setup.currency")} hint={t("setup.currencyHint")} required>
          <Select defaultValue="EUR">
            {currencies.map(({ code, name }) => (
              <option key={code} value={code}>
                {name} ({code})
              </option>
            ))}
          </Select>
        </Field>
        <Field name="timeZone" label={t("setup.timeZone")} hint={t("setup.timeZoneHint")} required className="sm:col-span-2">
          <TimeZoneSelect timeZones={timeZones} />
        </Field>
      </fieldset>
      <Switch name="testPayments" label={t("setup.testPayments")} hint={t("setup.testPaymentsHint")} defaultChecked />
      <SubmitButton size="lg">{t("setup.submit")}</SubmitButton>
    </Form>
  );
}
