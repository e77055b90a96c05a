"use client";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { useForm } from "#components/forms/form.tsx";

/** The name of a view, and whether all operators have it. */
export function ViewFields({ name, shared, mayShare }: { name?: string; shared: boolean; mayShare: boolean }) {
  const t = useTranslations("operator.list.view");
  const { state } = useForm();
  return (
    <>
      <Field name="name" label={t("name")} required>
        <Input defaultValue={name} maxLength={60} autoComplete="off" className="min-h-9! py-1! text-sm!" />
      </Field>
      {(mayShare || shared) && (
        <label className="flex min-h-8 items-center gap-2.5 text-sm">
          <input
            type="checkbox"
            name="shared"
            defaultChecked={state.values ? state.values.shared === "on" : shared}
            className="size-4 shrink-0 accent-(--color-brand-ink)"
          />
          {t("share")}
        </label>
      )}
    </>
  );
}
