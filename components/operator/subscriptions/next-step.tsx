import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import type { NextStep as Step } from "#lib/subscriptions/next-step.ts";

/** What happens to a subscription next, and when. */
export function NextStep({ step }: { step: Step }) {
  const t = useTranslations("operator-subscriptions.next");
  return (
    <span className="whitespace-nowrap">
      {t(step.kind)} {"at" in step && step.at && <DateTime value={step.at} dateOnly className="figures" />}
    </span>
  );
}
