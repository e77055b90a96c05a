import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { StateFrame, Support } from "./payment-state.tsx";

/** Somebody comes back from a provider whose address does not say of which payment. */
export function LostReturn({ support }: { support: string }) {
  const t = useTranslations("checkout.state");
  return (
    <StateFrame state="pending" waits={false} title={t("lost.title")} text={t("lost.text")}>
      <div className="mt-3">
        <a href="/account" className={buttonClass({ variant: "primary", size: "lg" })}>
          {t("account")}
        </a>
      </div>
      <Support email={support} text="help" />
    </StateFrame>
  );
}
