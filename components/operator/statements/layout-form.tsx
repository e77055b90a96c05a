import Link from "next/link";
import { useTranslations } from "next-intl";
import { FilterInput, FilterSelect } from "#components/operator/filter-bar.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { Preview } from "#lib/payments/statements/preview.ts";

const SEPARATORS = ["semicolon", "comma", "tab", "bar"] as const;

/** How the table is cut: what stands between cells, and which row names them; and what was saved for such files before. */
export function LayoutForm({ path, preview: { layout, saved, name } }: { path: string; preview: Preview }) {
  const t = useTranslations("operator-statements.columns");
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
