import { useTranslations } from "next-intl";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  planId: string;
  products: { id: string; store: string; productId: string }[];
  stores: { id: string; label: string }[];
  /** Absent for who may only look. */
  actions?: { map: FormAction<void>; unmap: FormAction<void> };
};

/** By which products of which stores a plan is sold in apps. */
export function StoreProducts({ planId, products, stores, actions }: Props) {
  const t = useTranslations("operator-stores.products");
  const labelOf = (store: string) => stores.find(({ id }) => id === store)?.label ?? store;
  return (
    <Section title={t("title")} description={t("description")}>
      <div className="grid gap-4 text-sm">
        {products.length > 0 && (
          <ul className="grid gap-2">
            {products.map(({ id, store, productId }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-2">
                <span className="min-w-0">
                  <bdi>{labelOf(store)}</bdi> <bdi className="font-mono break-all text-muted">{productId}</bdi>
                </span>
                {actions && (
                  <ConfirmAction
                    action={actions.unmap}
                    values={{ id }}
                    title={t("remove.title", { product: productId })}
                    confirm={t("remove.button")}
                    done={t("remove.done")}
                    danger
                    trigger={<Button size="sm">{t("remove.button")}</Button>}
                  >
                    {t("remove.text")}
                  </ConfirmAction>
                )}
              </li>
            ))}
          </ul>
        )}
        {actions && (
          <Form action={actions.map} className="grid items-end gap-3 sm:grid-cols-[10rem_minmax(0,1fr)_auto]">
            <input type="hidden" name="planId" value={planId} />
            <div className="empty:hidden sm:col-span-3">
              <FormMessage />
            </div>
            <Field name="store" label={t("store")}>
              <Select>
                {stores.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </Select>
            </Field>
            <Field name="productId" label={t("product")}>
              <Input dir="ltr" maxLength={200} autoComplete="off" spellCheck={false} className="font-mono" />
            </Field>
            <SubmitButton variant="secondary">{t("add")}</SubmitButton>
          </Form>
        )}
      </div>
    </Section>
  );
}
