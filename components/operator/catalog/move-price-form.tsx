"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input, Select, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { PickMany } from "#components/operator/pick-many.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  from: string;
  to: { id: string; name: string }[];
  countries: { code: string; name: string }[];
  action: FormAction<void>;
};

/** Whom a new price takes, with how much notice, and what becomes of who does not agree. */
export function MovePriceForm({ from, to, countries, action }: Props) {
  const t = useTranslations("operator-plans.priceMove");
  const common = useTranslations("common");
  return (
    <Form action={action} className="grid grid-cols-1 gap-5">
      <FormMessage />
      <input type="hidden" name="fromPriceId" value={from} />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field name="toPriceId" label={t("to")} hint={t("toHint")} required>
          <Select>
            {to.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="noticeDays" label={t("noticeDays")} hint={t("noticeDaysHint")} required>
          <Input type="number" min={1} max={366} inputMode="numeric" defaultValue="30" />
        </Field>
        <Field name="startsOn" label={t("startsOn")} hint={t("startsOnHint")} note={common("optional")}>
          <Input type="date" />
        </Field>
        <Field name="perWeek" label={t("perWeek")} hint={t("perWeekHint")} note={common("optional")}>
          <Input type="number" min={1} inputMode="numeric" />
        </Field>
        <Field name="boughtBefore" label={t("boughtBefore")} hint={t("boughtBeforeHint")} note={common("optional")}>
          <Input type="date" />
        </Field>
        <Field name="unagreed" label={t("unagreed")} hint={t("unagreedHint")}>
          <Select defaultValue="KEEP">
            <option value="KEEP">{t("unagreedKeep")}</option>
            <option value="END">{t("unagreedEnd")}</option>
          </Select>
        </Field>
      </div>
      <Checkbox name="askConsent" label={t("askConsent")} hint={t("askConsentHint")} />
      <PickMany
        name="countries"
        label={t("countries")}
        filterLabel={t("filter")}
        options={countries}
        chosen={[]}
        summary={(count, names) => (count === 0 ? t("countriesAll") : names)}
      />
      <Field name="viewers" label={t("viewers")} hint={t("viewersHint")} note={common("optional")}>
        <Textarea rows={3} dir="ltr" />
      </Field>
      <SubmitButton>{t("begin")}</SubmitButton>
    </Form>
  );
}
