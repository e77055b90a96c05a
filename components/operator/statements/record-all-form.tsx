"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { RecordedListed } from "#lib/web/lists/record-listed.ts";

type Props = { filter: Record<"q" | "statement", string> & Record<"from" | "to", string | null>; action: FormAction<RecordedListed> };

/** Records all lines of a list that match to the unit, some hundred at a time. */
export function RecordAllForm({ filter, action }: Props) {
  const t = useTranslations("operator-statements.form");
  const [progress, setProgress] = useState<RecordedListed | null>(null);
  const announced = useAnnounced<RecordedListed>(
    async (previous, form) => {
      let answer = await action(previous, form);
      let recorded = answer.data?.recorded ?? 0;
      while (answer.status === "done" && answer.data?.after) {
        setProgress({ ...answer.data, recorded });
        form.set("after", answer.data.after);
        answer = await action(answer, form);
        recorded += answer.data?.recorded ?? 0;
      }
      setProgress(null);
      return answer.data ? { ...answer, data: { ...answer.data, recorded } } : answer;
    },
    (done) => ({ title: t("recordedAll", { count: done?.recorded ?? 0 }) }),
  );
  return (
    <Form action={announced} className="grid justify-items-end gap-2">
      {({ data }) => {
        // Without a script each press records some, and says how many are left.
        const so = progress ?? data;
        return (
          <>
            {Object.entries({ ...filter, after: so?.after }).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value ?? ""} />
            ))}
            <FormMessage />
            <SubmitButton>{t(so?.after ? "goOn" : "recordAll")}</SubmitButton>
            <p role="status" className="text-sm text-muted">
              {so?.after && t("recordedSoFar", { recorded: so.recorded, left: so.left })}
            </p>
          </>
        );
      }}
    </Form>
  );
}
