"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Columns3 } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { ListLook } from "#lib/web/lists/list-look.ts";
import { ListMenu } from "./list-menu.tsx";

type Props = { look: ListLook; columns: { name: string; label: string }[]; keep: FormAction<void> };

/** Which columns a list has, and how dense it is: kept for this operator. Columns that stand in the address give way to what is chosen here. */
export function ColumnsMenu({ look: { list, always, shown, compact, usual }, columns, keep }: Props) {
  const t = useTranslations("operator.list");
  const router = useRouter();
  const density = compact ? "compact" : "comfortable";
  return (
    // Another look is another menu, which is closed.
    <ListMenu key={`${shown} ${compact} ${usual}`} align="end" icon={<Columns3 aria-hidden />} label={t("columns.label")}>
      <Form action={keep} onDone={() => usual && router.replace(usual, { scroll: false })} className="grid gap-4 text-sm">
        <input type="hidden" name="list" value={list} />
        <fieldset>
          <legend className="mb-1 font-medium">{t("columns.shown")}</legend>
          {columns.map(({ name, label }) => (
            <label key={name} className="flex min-h-8 items-center gap-2.5">
              <input
                type="checkbox"
                name="columns"
                value={name}
                defaultChecked={shown.includes(name)}
                disabled={always.includes(name)}
                className="size-4 shrink-0 accent-(--color-brand-ink)"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend className="mb-1 font-medium">{t("density.label")}</legend>
          {(["comfortable", "compact"] as const).map((value) => (
            <label key={value} className="flex min-h-8 items-center gap-2.5">
              <input
                type="radio"
                name="density"
                value={value}
                defaultChecked={value === density}
                className="size-4 shrink-0 accent-(--color-brand-ink)"
              />
              {t(`density.${value}`)}
            </label>
          ))}
        </fieldset>
        <div className="flex gap-2">
          <SubmitButton size="sm">{t("columns.save")}</SubmitButton>
          <SubmitButton size="sm" variant="quiet" name="reset" value="true">
            {t("columns.reset")}
          </SubmitButton>
        </div>
      </Form>
    </ListMenu>
  );
}
