import { useTranslations } from "next-intl";
import { textOf } from "#i18n/text-of.ts";

/** Why a payment did not go through, in words for whoever explains it to its payer. A code without words of its own is told as the gateway tells it. */
export function useFailureText(): (failure: { failureCode: string | null; failureReason: string | null }) => string {
  const t = useTranslations("operator-failures");
  return ({ failureCode, failureReason }) => (failureCode && textOf(t, failureCode)) || (failureReason ?? t("unknown"));
}
