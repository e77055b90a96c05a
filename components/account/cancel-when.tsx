import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { OfferedEnd } from "#lib/billing/leaving/cancel-now.ts";

/** With the end of what is paid, or at once for what is shown. */
export function CancelWhen({ offered, end, chosen }: { offered: OfferedEnd; end: Date; chosen: "now" | "period_end" }) {
  const t = useTranslations("account.cancel");
  const { at, back, balance, currency, shown } = offered;
  const money = (minor: bigint) => () => <Money value={{ minor, currency }} className="font-medium text-ink" />;
  const goes = back > 0n ? (balance > 0n ? "both" : "method") : balance > 0n ? "balance" : "text";
  return (
    <>
      <input type="hidden" name="at" value={at.toISOString()} />
      <input type="hidden" name="shown" value={shown} />
      <RadioCards
        name="when"
        legend={t("when")}
        defaultValue={chosen}
        options={[
          {
            value: "period_end",
            label: t("whens.period_end.label"),
            description: t.rich("whens.period_end.text", { date: () => <DateTime value={end} dateOnly /> }),
          },
          {
            value: "now",
            label: t("whens.now.label"),
            description: t.rich(`whens.now.${goes}`, { amount: money(back > 0n ? back : balance), balance: money(balance) }),
          },
        ]}
      />
    </>
  );
}
