import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import type { Settings } from "#lib/settings/schema.ts";

/** How it goes on after choosing, and where the apps are. */
export function Steps({ apps }: { apps: Settings["brand"]["apps"] }) {
  const t = useTranslations("shop.steps");
  return (
    <section className="mx-auto max-w-6xl px-4 pt-24 sm:px-6">
      <h2 className="text-3xl font-semibold">{t("title")}</h2>
      <ol className="mt-8 grid gap-8 md:grid-cols-3">
        {(["choose", "pay", "watch"] as const).map((step, index) => (
          <li key={step} className="border-t-2 border-brand-ink pt-5">
            <span aria-hidden className="figures text-sm font-semibold text-brand-ink">
              {index + 1}
            </span>
            <h3 className="mt-1 text-lg font-semibold">{t(`${step}.title`)}</h3>
            <p className="mt-2 text-muted">{t(`${step}.text`)}</p>
          </li>
        ))}
      </ol>
      {apps.length > 0 && (
        <div className="mt-10 flex flex-wrap items-center gap-3">
          <p className="me-2 text-sm text-muted">{t("apps")}</p>
          {apps.map((app) => (
            <a key={app.label} href={app.url} className={buttonClass({ size: "sm" })}>
              {app.label}
            </a>
          ))}
        </div>
      )}
    </section>
  );
}
