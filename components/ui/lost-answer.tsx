import { useTranslations } from "next-intl";
import { Alert } from "./alert.tsx";

/** What `form-script.js` shows when a form was sent and no answer came. */
export function LostAnswer() {
  const t = useTranslations("common.lost");
  return (
    <div hidden data-lost tabIndex={-1} className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-md rounded-control bg-surface shadow-card">
      <Alert tone="negative" title={t("title")}>
        {t("text")}
      </Alert>
    </div>
  );
}
