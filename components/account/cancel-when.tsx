import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { OfferedEnd } from "#lib/billing/leaving/cancel-now.ts";

/** With the end of what is paid, or at once for what is shown. */
export function CancelWhen({ offered: { at, amount, currency, to }, end }: { offered: OfferedEnd; end: Date }) {
  const t = useTranslations("account.cancel");
  const money = { minor: amount, currency };
  return (
    <>
      <input type="hidden" name="at" value={at.toISOString()} />
      <input type="hidden" name="shown" value={String(amount)} />
      <RadioCards
        name="when"
        legend={t("when")}
        defaultValue="period_end"
        options={[
          {
            value: "period_end",
            label: t("whens.period_end.label"),
            description: t.rich("whens.period_end.text", { date: () => <DateTime value={end} dateOnly /> }),
          },
          {
            value: "now",
            label: t("whens.now.label"),
            description: t.rich(`whens.now.${amount > 0n ? to : "text"}`, {
              amount: () => <Money value={money} className="font-medium text-ink" />,
            }),
          },
        ]}
      />
    </>
  );
}
