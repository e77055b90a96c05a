"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "#components/forms/choices.tsx";
import { Field } from "#components/forms/field.tsx";
import { FileInput } from "#components/forms/file-input.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import type { Imported } from "#lib/payments/statements/keep-lines.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

/** What one request may bring, and what a statement may have (lib/payments/statements/read-statement.ts). */
const PIECE = 900_000;
const MOST = 20_000_000;

type Props = { action: FormAction<Imported>; sendPiece: FormAction<string> };

/** Takes a bank's statement; one that is larger than a request may be is sent in pieces. */
export function ImportForm({ action, sendPiece }: Props) {
  const t = useTranslations("operator-statements.form");
  const [sent, setSent] = useState<number | null>(null);
  const inPieces: FormAction<Imported> = async (previous, form) => {
    const file = form.get("file");
    if (!(file instanceof File) || file.size <= PIECE) return action(previous, form);
    let uploadId = "";
    for (let at = 0; at < file.size; at += PIECE) {
      setSent(Math.floor((100 * at) / file.size));
      const piece = new FormData();
      for (const [name, value] of Object.entries({ fileName: file.name.slice(0, 200), uploadId, at: String(at) })) piece.set(name, value);
      piece.set("file", file.slice(at, at + PIECE), file.name);
      const { data, ...answer } = await sendPiece({ status: "idle" }, piece);
      if (answer.status !== "done" || !data) {
        setSent(null);
        return answer;
      }
      uploadId = data;
    }
    setSent(null);
    form.delete("file");
    form.set("uploadId", uploadId);
    return action(previous, form);
  };
  const announced = useAnnounced(inPieces, (imported) => ({
    title: t("imported", { added: imported?.added ?? 0, known: imported?.known ?? 0, skipped: imported?.skipped ?? 0 }),
  }));
  return (
    <Form action={announced} className="grid max-w-xl gap-4">
      <FormMessage />
      <Field name="file" label={t("file")} hint={t("fileHint")} required>
        <FileInput most={MOST} accept=".xml,.csv,.txt,text/csv,text/xml,application/xml" />
      </Field>
      <Checkbox name="byHand" label={t("byHand")} hint={t("byHandHint")} />
      <SubmitButton className="justify-self-start">{t("import")}</SubmitButton>
      <p role="status" className="text-sm text-muted empty:sr-only">
        {sent !== null && t("sent", { percent: sent })}
      </p>
    </Form>
  );
}
