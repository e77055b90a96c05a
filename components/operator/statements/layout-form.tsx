import Link from "next/link";
import { useTranslations } from "next-intl";
import { FilterInput, FilterSelect } from "#components/operator/filter-bar.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { Preview } from "#lib/payments/statements/preview.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ForgetForm } from "./forget-form.tsx";

const SEPARATORS = ["semicolon", "comma", "tab", "bar"] as const;

type Props = { path: string; preview: Preview; forget: FormAction<void> };

/** How the table is cut: what stands between cells, and which row names them; and what was saved for such files before. */
export function LayoutForm({ path, preview: { layout, saved, name }, forget }: Props) {
  const t = useTranslations("operator-statements.columns");
  const used = saved.find((each) => each.name === name);
  return (
    <div className="mb-4 grid gap-3">
      {saved.length > 0 && (
        <p className="flex flex-wrap items-center gap-2 text-sm">
          {t("saved")}
          {saved.map((each) => (
            <Link
              key={each.id}
              href={`${path}?saved=${each.id}`}
              aria-current={each.name === name ? "true" : undefined}
              className={buttonClass({ size: "sm", variant: each.name === name ? "primary" : "secondary" })}
            >
              <bdi>{each.name}</bdi>
            </Link>
          ))}
        </p>
      )}
      {used && <ForgetForm key={used.id} layoutId={used.id} name={used.name} action={forget} />}
      <form action={path} className="flex flex-wrap items-end gap-3">
        <FilterSelect
          name="separator"
          label={t("separator")}
          value={[layout.separator]}
          options={SEPARATORS.map((value) => ({ value, label: t(`separators.${value}`) }))}
        />
        <FilterInput name="head" label={t("head")} type="number" min={0} max={100} defaultValue={layout.head} />
        <button type="submit" className={buttonClass({ size: "sm" })}>
          {t("again")}
        </button>
      </form>
    </div>
  );
}
