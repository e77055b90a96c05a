import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";

/** A page that was used, left or has expired: what that means, and the way back. */
export function Finished({ returnUrl }: { returnUrl: string }) {
  const t = useTranslations("sandbox");
  return (
    <Card className="grid content-start gap-4">
      <h2 className="text-lg font-semibold">{t("finished.heading")}</h2>
      <p className="text-muted">{t("finished.text")}</p>
      <a href={returnUrl} className={buttonClass({ variant: "primary", size: "lg" })}>
        {t("finished.back")}
      </a>
    </Card>
  );
}
