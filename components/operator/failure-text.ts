import { useTranslations } from "next-intl";

/** Why a payment did not go through, in words for whoever explains it to its payer. A code without words of its own is told as the gateway tells it. */
export function useFailureText(): (failure: { failureCode: string | null; failureReason: string | null }) => string {
  const t = useTranslations("operator-failures");
  return ({ failureCode, failureReason }) =>
    failureCode && t.has(failureCode as "card_declined") ? t(failureCode as "card_declined") : (failureReason ?? t("unknown"));
}
