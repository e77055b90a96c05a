"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { ShopPrice } from "#lib/catalog/queries.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { draftOf, type PlanDraft } from "./plan-draft.ts";
import { PlanFields } from "./plan-fields.tsx";
import { PlanPreview } from "./plan-preview.tsx";

type Props = {
  plan: PlanDraft;
  id?: string;
  /** Those it may take. */
  statuses: PlanDraft["status"][];
  /** Its payment plans on sale, for the preview. */
  prices: ShopPrice[];
  countries: { code: string; name: string }[];
  action: FormAction<void>;
  /** Who may only look sees the same form, closed. */
  readOnly: boolean;
  /** Above the plan's own form: its payment plans. */
  children?: ReactNode;
};

/** A plan's form with the webshop's card beside it, which follows every key. */
export function PlanForm({ plan, id, statuses, prices, countries, action, readOnly, children }: Props) {
  const common = useTranslations("common");
  const t = useTranslations("operator-plans.form");
  const [draft, setDraft] = useState(plan);
  const [upload, setUpload] = useState<string>();
  const follow = (event: FormEvent<HTMLFormElement>) => setDraft(draftOf(new FormData(event.currentTarget), plan, upload));
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 grid-cols-1 gap-6">
        {children}
        <Form action={action} unsaved={common("unsaved")} onInput={follow} onChange={follow}>
          {id && <input type="hidden" name="id" value={id} />}
          <fieldset disabled={readOnly} className="grid min-w-0 grid-cols-1 gap-6">
            <legend className="sr-only">{plan.name || t("new")}</legend>
            <FormMessage done={t("saved")} />
            {readOnly && <Alert title={t("readOnly")} />}
            <PlanFields
              plan={plan}
              isNew={!id}
              statuses={statuses}
              countries={countries}
              onUpload={(url) => {
                setUpload(url);
                setDraft((before) => ({ ...before, poster: url }));
              }}
            />
            {!readOnly && (
              <div className="sticky bottom-0 z-10 -mx-1 flex items-center justify-end gap-3 border-t bg-canvas/90 px-1 py-3 backdrop-blur">
                <SubmitButton>{id ? t("save") : t("create")}</SubmitButton>
              </div>
            )}
          </fieldset>
        </Form>
      </div>
      <aside aria-label={t("preview")} className="grid min-w-0 grid-cols-1 gap-3 xl:sticky xl:top-20">
        <p className="text-sm font-medium text-muted">{t("preview")}</p>
        <PlanPreview plan={draft} prices={prices} />
        <p className="text-sm text-muted">{t("previewHint")}</p>
      </aside>
    </div>
  );
}
