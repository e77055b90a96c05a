import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { CircleCheck, TriangleAlert } from "#components/ui/icons.tsx";
import { contrast } from "#lib/web/shop/brand-colors.ts";

/** Shows the colour at work, and warns where WCAG's 3:1 for controls is missed. Words on it are black or white by themselves. */
export function ContrastCheck({ primaryColor }: { primaryColor: string }) {
  const t = useTranslations("operator-settings.brand.contrast");
  const grounds = [
    { name: "light", color: "#ffffff", ink: "var(--brand-ink-light)" },
    { name: "dark", color: "#14161b", ink: "var(--brand-ink-dark)" },
  ] as const;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {grounds.map(({ name, color, ink }) => {
        const ratio = contrast(primaryColor, color);
        const seen = ratio >= 3;
        return (
          <div key={name} className="rounded-control border">
            <div className="flex flex-wrap items-center gap-4 rounded-t-control p-4" style={{ backgroundColor: color }}>
              <span aria-hidden className={buttonClass({ variant: "primary", size: "sm" })}>
                {t("button")}
              </span>
              <span aria-hidden className="text-sm font-medium underline" style={{ color: ink }}>
                {t("link")}
              </span>
            </div>
            <p className={`flex gap-2 border-t p-3 text-sm ${seen ? "text-positive" : "text-warning"}`}>
              {seen ? (
                <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
              ) : (
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              )}
              <span>
                {t(`on.${name}`)}: <bdi className="figures">{ratio.toFixed(1)}:1</bdi> – {seen ? t("good") : t("weak")}
              </span>
            </p>
          </div>
        );
      })}
    </div>
  );
}
