"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

type Props = {
  invoicing: Settings["invoicing"];
  year: number;
  /** The next numbers of the series that are in use now. */
  next: { invoice: string; creditNote: string };
  action: FormAction<void>;
  readOnly: boolean;
};

/** How invoices are numbered and what stands under them. */
export function InvoicingForm({ invoicing, year, next, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.invoices");
  const [prefixes, setPrefixes] = useState({ invoice: invoicing.prefix, creditNote: invoicing.creditNotePrefix });
  const follow = (event: FormEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    setPrefixes({ invoice: String(form.get("prefix")), creditNote: String(form.get("creditNotePrefix")) });
  };
  const number = (prefix: string, saved: string, known: string) => (prefix === saved ? known : `${prefix}${year}-000001`);
  return (
    <SettingsForm action={action} readOnly={readOnly} onInput={follow}>
      <Section title={t("title")} description={t("text")}>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field name="prefix" label={t("prefix")} hint={t("prefixHint")}>
            <Input dir="ltr" maxLength={8} autoComplete="off" className="font-mono" defaultValue={invoicing.prefix} />
          </Field>
          <Field name="creditNotePrefix" label={t("creditNotePrefix")} hint={t("prefixHint")}>
            <Input dir="ltr" maxLength={8} autoComplete="off" className="font-mono" defaultValue={invoicing.creditNotePrefix} />
          </Field>
          <dl className="grid gap-1 rounded-control bg-sunken p-4 text-sm sm:col-span-2 sm:grid-cols-2">
            <div>
              <dt className="text-muted">{t("nextInvoice")}</dt>
              <dd className="font-mono text-base font-medium" dir="ltr">
                {number(prefixes.invoice, invoicing.prefix, next.invoice)}
              </dd>
            </div>
            <div>
              <dt className="text-muted">{t("nextCreditNote")}</dt>
              <dd className="font-mono text-base font-medium" dir="ltr">
                {number(prefixes.creditNote, invoicing.creditNotePrefix, next.creditNote)}
              </dd>
            </div>
          </dl>
          <p className="text-sm text-muted sm:col-span-2">{t("gapless")}</p>
        </div>
      </Section>
      <Section title={t("byHandTitle")}>
        <Checkbox name="fourEyes" label={t("fourEyes")} hint={t("fourEyesHint")} defaultChecked={invoicing.fourEyes} />
      </Section>
      <Section title={t("footerTitle")}>
        <Field name="footer" label={t("footer")} hint={t("footerHint")}>
          <Textarea dir="auto" rows={3} maxLength={500} defaultValue={invoicing.footer} />
        </Field>
      </Section>
    </SettingsForm>
  );
}
