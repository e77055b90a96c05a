import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { DigestRhythm } from "#lib/db/generated/client.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { action: FormAction<void>; rhythms: DigestRhythm[]; chosen: DigestRhythm };

/** How often an operator is written to about how the business went. */
export function DigestForm({ action, rhythms, chosen }: Props) {
  const t = useTranslations("operator-security.digest");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage done={t("done")} />
      <RadioCards
        name="digest"
        legend={t("legend")}
        defaultValue={chosen}
        className="sm:grid-cols-3"
        options={rhythms.map((rhythm) => ({ value: rhythm, label: t(rhythm), description: t(`about.${rhythm}`) }))}
      />
      <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
    </Form>
  );
}
