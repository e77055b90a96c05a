import { getTranslations } from "next-intl/server";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** The same for what is not there and for what is somebody else's. */
export default async function AccountNotFound() {
  const t = await getTranslations("account.unknown");
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <EmptyState
        title={t("title")}
        action={
          <a href="/account" className={buttonClass({})}>
            {t("action")}
          </a>
        }
      >
        {t("text")}
      </EmptyState>
    </>
  );
}
