import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";

export default function SandboxNotFound() {
  const t = useTranslations("sandbox.notFound");
  return (
    <Card className="grid content-start justify-items-start gap-4">
      <h1 className="text-lg font-semibold">{t("heading")}</h1>
      <p className="text-muted">{t("text")}</p>
      <a href="/" className={buttonClass()}>
        {t("back")}
      </a>
    </Card>
  );
}
