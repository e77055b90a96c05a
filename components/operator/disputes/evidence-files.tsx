import { useFormatter, useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Section } from "#components/ui/card.tsx";
import type { EvidenceFile } from "#lib/payments/gateway-disputes.ts";
import type { DisputeDetails } from "#lib/reports/dispute-details.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { answer: NonNullable<DisputeDetails["draft"]>; remove?: FormAction<void> };

/** The files of an answer. */
export function EvidenceFiles({ answer: { files }, remove }: Props) {
  const t = useTranslations("operator-disputes");
  const format = useFormatter();
  return (
    <Section title={t("files.title")}>
      {files.length === 0 && <p className="text-sm text-muted">{t("files.none")}</p>}
      <ul className="grid gap-2 text-sm">
        {files.map(({ id, evidence, name, size }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="min-w-0">
              <span className="block font-medium">{t(`kind.${evidence as EvidenceFile}`)}</span>
              <span className="block text-muted">
                <bdi className="break-all">{name}</bdi> · {format.number(Math.ceil(size / 1000))} kB
              </span>
            </span>
            {remove && (
              <Form action={remove}>
                <input type="hidden" name="fileId" value={id} />
                <FormMessage />
                <SubmitButton size="sm" variant="secondary">
                  {t("files.remove")}
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
