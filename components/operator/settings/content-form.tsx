"use client";
import { useTranslations } from "next-intl";
import { Input, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { Rows } from "./rows.tsx";
import { SettingsForm } from "./settings-form.tsx";

type Props = { brand: Settings["brand"]; action: FormAction<void>; readOnly: boolean };

/** The landing page's texts, its questions and answers, and the apps viewers are sent to. */
export function ContentForm({ brand, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.content");
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("hero")} description={t("heroText")}>
        <div className="grid gap-5">
          <Field name="heroTitle" label={t("title")}>
            <Input dir="auto" maxLength={120} defaultValue={brand.heroTitle} />
          </Field>
          <Field name="heroText" label={t("text")}>
            <Textarea dir="auto" rows={3} maxLength={400} defaultValue={brand.heroText} />
          </Field>
        </div>
      </Section>
      <Section title={t("faq")} description={t("faqText")}>
        <Rows name="faq" rows={brand.faq} label={(place) => t("questionNumber", { place })} add={t("addQuestion")}>
          {(row, prefix) => (
            <>
              <Field name={`${prefix}.question`} label={t("question")}>
                <Input dir="auto" maxLength={200} defaultValue={row?.question} />
              </Field>
              <Field name={`${prefix}.answer`} label={t("answer")}>
                <Textarea dir="auto" rows={3} maxLength={2000} defaultValue={row?.answer} />
              </Field>
            </>
          )}
        </Rows>
      </Section>
      <Section title={t("apps")} description={t("appsText")}>
        <Rows name="apps" rows={brand.apps} label={(place) => t("appNumber", { place })} add={t("addApp")}>
          {(row, prefix) => (
            <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
              <Field name={`${prefix}.label`} label={t("appLabel")}>
                <Input dir="auto" maxLength={60} placeholder="Android TV" defaultValue={row?.label} />
              </Field>
              <Field name={`${prefix}.url`} label={t("appUrl")}>
                <Input type="url" dir="ltr" placeholder="https://" defaultValue={row?.url} />
              </Field>
            </div>
          )}
        </Rows>
      </Section>
    </SettingsForm>
  );
}
