import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { LOCALE_NAMES } from "#i18n/locales.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props<T> = { action: FormAction<T>; viewer: Customer; countries: string; vatHint: string | undefined };

export function ProfileForm<T>({ action, viewer, countries, vatHint }: Props<T>) {
  const t = useTranslations("account.profile");
  const optional = useTranslations("common")("optional");
  return (
    <Form action={action} className="grid gap-8">
      <FormMessage done={t("saved")} />
      <fieldset className="grid gap-5 sm:grid-cols-2">
        <legend className="mb-4 font-semibold">{t("you")}</legend>
        <Field name="name" label={t("name")} required>
          <Input autoComplete="name" defaultValue={viewer.name} />
        </Field>
        <Field name="phone" label={t("phone")} note={optional} hint={t("phoneHint")}>
          <Input type="tel" autoComplete="tel" dir="ltr" defaultValue={viewer.phone ?? ""} />
        </Field>
        <Field name="locale" label={t("locale")}>
          <Select defaultValue={viewer.locale}>
            {Object.entries(LOCALE_NAMES).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </fieldset>
      <Address viewer={viewer} countries={countries} vatHint={vatHint} />
      <fieldset>
        <legend className="mb-2 font-semibold">{t("consents")}</legend>
        <Checkbox name="marketingConsent" label={t("marketing")} defaultChecked={viewer.marketingConsent} />
        <Checkbox name="smsConsent" label={t("sms")} defaultChecked={viewer.smsConsent} />
      </fieldset>
      <SubmitButton className="justify-self-start">{t("submit")}</SubmitButton>
    </Form>
  );
}

function Address({ viewer, countries, vatHint }: Omit<Props<unknown>, "action">) {
  const t = useTranslations("account.profile");
  const optional = useTranslations("common")("optional");
  return (
    <fieldset className="grid gap-5 sm:grid-cols-2">
      <legend className="mb-4 font-semibold">{t("address")}</legend>
      <Field name="addressLine1" label={t("addressLine1")} note={optional}>
        <Input autoComplete="address-line1" defaultValue={viewer.addressLine1 ?? ""} />
      </Field>
      <Field name="addressLine2" label={t("addressLine2")} note={optional}>
        <Input autoComplete="address-line2" defaultValue={viewer.addressLine2 ?? ""} />
      </Field>
      <Field name="postalCode" label={t("postalCode")} note={optional}>
        <Input autoComplete="postal-code" defaultValue={viewer.postalCode ?? ""} />
      </Field>
      <Field name="city" label={t("city")} note={optional}>
        <Input autoComplete="address-level2" defaultValue={viewer.city ?? ""} />
      </Field>
      <Field name="region" label={t("region")} note={optional}>
        <Input autoComplete="address-level1" defaultValue={viewer.region ?? ""} />
      </Field>
      <Field name="country" label={t("country")}>
        <Select autoComplete="country" defaultValue={viewer.country ?? ""} options={countries} />
      </Field>
      <Field name="company" label={t("company")} note={optional}>
        <Input autoComplete="organization" defaultValue={viewer.company ?? ""} />
      </Field>
      <Field name="vatId" label={t("vatId")} note={optional} hint={vatHint}>
        <Input dir="ltr" defaultValue={viewer.vatId ?? ""} />
      </Field>
    </fieldset>
  );
}
