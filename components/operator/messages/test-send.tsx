"use client";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { TemplateAddress } from "#lib/messages/templates/templates.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { address: TemplateAddress; text: { subject: string; body: string }; to: string | null; action: FormAction<void> };

/** Sends the text on the screen, with its samples, to the operator. */
export function TestSend({ address, text, to, action }: Props) {
  const t = useTranslations("operator-templates.test");
  const hidden = { key: address.key, kind: address.kind, locale: address.locale, ...text };
  return (
    <Card className="sm:p-5">
      <Form action={action} className="grid grid-cols-1 gap-4">
        <h2 className="text-base font-semibold">{t("title")}</h2>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <FormMessage done={t("sent")} />
        {to === null ? (
          <Field name="to" label={t("to")} hint={t("hintSms")} required>
            <Input type="tel" dir="ltr" autoComplete="tel" placeholder="+49 151 23456789" />
          </Field>
        ) : (
          <p className="text-sm text-muted">
            {t("to")}: <bdi className="font-medium text-ink">{to}</bdi>. {t("hintEmail")}
          </p>
        )}
        <div>
          <SubmitButton variant="secondary">{t("send")}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
