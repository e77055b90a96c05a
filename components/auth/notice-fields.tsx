import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";

export type Notifier = { name: string; email: string } | null;

/** Of whoever declares something without signing in: who they are, and which contract is meant. */
export function NoticeFields({ viewer, contractHint }: { viewer: Notifier; contractHint: string }) {
  const t = useTranslations("auth.notice");
  const optional = useTranslations("common")("optional");
  return (
    <>
      <Field name="name" label={t("name")} required>
        <Input autoComplete="name" defaultValue={viewer?.name} />
      </Field>
      <Field name="email" label={t("email")} hint={t("emailHint")} required>
        <Input type="email" autoComplete="email" inputMode="email" dir="ltr" defaultValue={viewer?.email} />
      </Field>
      <Field name="contract" label={t("contract")} note={optional} hint={contractHint}>
        <Input autoComplete="off" />
      </Field>
    </>
  );
}
