import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { Input, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { NoticeFields, type Notifier } from "./notice-fields.tsx";

type Props = { action: FormAction<never>; viewer: Notifier };

/** Who cancels what, and the one button that does it. */
export function NoticeForm({ action, viewer }: Props) {
  const t = useTranslations("auth.notice");
  const common = useTranslations("common");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage />
      <NoticeFields viewer={viewer} contractHint={t("contractHint")} />
      <RadioCards
        name="kind"
        legend={t("kind")}
        defaultValue="ordinary"
        options={(["ordinary", "for_cause"] as const).map((value) => ({
          value,
          label: t(`kinds.${value}.label`),
          description: t(`kinds.${value}.text`),
        }))}
      />
      <Field name="endsOn" label={t("endsOn")} note={common("optional")} hint={t("endsOnHint")}>
        <Input type="date" className="max-w-52" />
      </Field>
      <Field name="cause" label={t("cause")} note={t("causeNote")}>
        <Textarea rows={3} />
      </Field>
      <SubmitButton size="lg" variant="danger" className="w-full">
        {t("submit")}
      </SubmitButton>
    </Form>
  );
}
