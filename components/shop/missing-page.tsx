import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** The page for an address that leads nowhere, with the ways on. */
export function MissingPage({ title, text }: { title: string; text: string }) {
  const t = useTranslations("shop");
  return (
    <main
      id="content"
      data-status="404"
      className="mx-auto grid min-h-[75dvh] max-w-xl content-center justify-items-start gap-4 px-4 py-20 sm:px-6"
    >
      <p className="figures text-sm font-medium text-brand-ink">404</p>
      <h1 className="text-4xl font-semibold">{title}</h1>
      <p className="text-lg text-muted">{text}</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <a href="/#plans" className={buttonClass({ variant: "primary", size: "lg" })}>
          {t("missing.plans")}
        </a>
        <a href="/account" className={buttonClass({ size: "lg" })}>
          {t("footer.account")}
        </a>
      </div>
    </main>
  );
}
