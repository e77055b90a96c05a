import { useTranslations } from "next-intl";
import { Input, Select, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { FileInput } from "#components/forms/file-input.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { AnswerTexts } from "#lib/payments/dispute-answers.ts";
import type { EvidenceFile, EvidenceRules, EvidenceText } from "#lib/payments/gateway-disputes.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  disputeId: string;
  texts: AnswerTexts;
  rules: EvidenceRules;
  /** All there are, in the order in which they are asked for. */
  kinds: { texts: readonly EvidenceText[]; files: readonly EvidenceFile[] };
  action: FormAction<void>;
};

/** One of several lines. */
const LONG: EvidenceText[] = [
  "accessLog",
  "cancellationPolicy",
  "cancellationRebuttal",
  "refundPolicy",
  "refundRefusal",
  "duplicateExplanation",
  "other",
];

/** What is written and uploaded against a dispute: what helps for its reason first, all else folded away. */
export function EvidenceForm({ disputeId, texts, rules, kinds, action }: Props) {
  const t = useTranslations("operator-disputes");
  const helps = kinds.texts.filter((name) => rules.helps.includes(name));
  const others = kinds.texts.filter((name) => !rules.helps.includes(name));
  const files = kinds.files.toSorted((one, other) => rank(rules, one) - rank(rules, other));
  const field = (name: EvidenceText) => (
    <Field key={name} name={name} label={t(`kind.${name}`)} className={LONG.includes(name) ? "sm:col-span-2" : undefined}>
      {LONG.includes(name) ? (
        <Textarea rows={4} maxLength={5000} defaultValue={texts[name]} dir="auto" />
      ) : (
        <Input maxLength={5000} defaultValue={texts[name]} dir="auto" autoComplete="off" />
      )}
    </Field>
  );
  return (
    <Form action={action} className="grid gap-5">
      <input type="hidden" name="disputeId" value={disputeId} />
      <FormMessage />
      <div className="grid gap-4 sm:grid-cols-2">{helps.map(field)}</div>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="sr-only">{t("upload.title")}</legend>
        <Field name="evidence" label={t("upload.kind")}>
          <Select defaultValue={files[0]}>
            {files.map((name) => (
              <option key={name} value={name}>
                {t(`kind.${name}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="file" label={t("upload.file")} hint={t("upload.hint", { limit: rules.maxBytes / 1_000_000 })}>
          <FileInput accept="application/pdf,image/jpeg,image/png" />
        </Field>
      </fieldset>
      <details>
        <summary className="cursor-pointer text-sm font-medium">
          {t("evidence.more")} <Badge>{others.length}</Badge>
        </summary>
        <div className="mt-4 grid gap-4 sm:grid-cols-2">{others.map(field)}</div>
      </details>
      <SubmitButton variant="primary" className="justify-self-start">
        {t("evidence.save")}
      </SubmitButton>
    </Form>
  );
}

function rank({ helps }: EvidenceRules, name: EvidenceFile): number {
  return helps.includes(name) ? helps.indexOf(name) : helps.length;
}
