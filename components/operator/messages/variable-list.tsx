import { useTranslations } from "next-intl";
import { LockKeyhole } from "#components/ui/icons.tsx";

export type OfferedVariable = { name: string; sample: string; secret: boolean; optional: boolean };

/** What a template may use, each with its sample; choosing one puts it where the cursor stands. */
export function VariableList({ variables, insert }: { variables: OfferedVariable[]; insert: (name: string) => void }) {
  const t = useTranslations("operator-templates.variables");
  return (
    <section aria-labelledby="variables-title">
      <h2 id="variables-title" className="text-sm font-medium">
        {t("title")}
      </h2>
      <p className="text-sm text-muted">{t("hint")}</p>
      <ul className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-px overflow-hidden rounded-xl border bg-line sm:grid-cols-2">
        {variables.map(({ name, sample, secret, optional }) => (
          <li key={name} className="bg-surface">
            <button
              type="button"
              onClick={() => insert(name)}
              title={t("insert", { name })}
              className="flex w-full min-w-0 items-baseline justify-between gap-3 px-3 py-2 text-start transition hover:bg-sunken"
            >
              <code className="flex items-center gap-1.5 text-xs font-medium whitespace-nowrap text-brand-ink">
                {secret && <LockKeyhole aria-label={t("secret")} className="size-3" />}
                {name}
              </code>
              <span className="min-w-0 truncate text-xs text-muted">
                <bdi>{sample}</bdi>
                {optional && <span className="text-faint"> · {t("optional")}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {variables.some(({ secret }) => secret) && <p className="mt-2 text-xs text-muted">{t("secretHint")}</p>}
    </section>
  );
}
