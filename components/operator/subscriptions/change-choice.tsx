import { useLocale, useTranslations } from "next-intl";
import { Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatMoney } from "#lib/kernel/format.ts";
import type { ChangeablePrice } from "#lib/reports/changeable-prices.ts";
import type { ChangeTime } from "#lib/subscriptions/agreed-change.ts";

type Props = {
  prices: ChangeablePrice[];
  /** The add-ons that it has. */
  addOns: { id: string; name: string }[];
  times: readonly ChangeTime[];
  to: string | null;
  time: ChangeTime | null;
};

/** What is changed, and when; it is looked at by the address. */
export function ChangeChoice({ prices, addOns, times, to, time }: Props) {
  const t = useTranslations("operator-subscriptions.change");
  const common = useTranslations("common");
  const locale = useLocale();
  const plans = Map.groupBy(prices, ({ plan, addOn }) => (addOn ? t("add") : plan));
  if (prices.length + addOns.length === 0) return <p className="text-sm text-muted">{t("nothing")}</p>;
  return (
    <form className="grid gap-4">
      <Field name="to" label={t("to")}>
        <Select defaultValue={to ?? ""} required>
          <option value="" disabled>
            {t("toNone")}
          </option>
          {[...plans].map(([group, of]) => (
            <optgroup key={group} label={group}>
              {of.map(({ plan, addOn, priceId, amount, every }) => (
                <option key={`${priceId} ${amount.currency}`} value={addOn ? `add ${priceId}` : `${priceId} ${amount.currency}`}>
                  {plan} · {formatMoney(amount, locale)} / {common(`interval.${every.unit}`, { count: every.count })}
                </option>
              ))}
            </optgroup>
          ))}
          {addOns.length > 0 && (
            <optgroup label={t("remove")}>
              {addOns.map(({ id, name }) => (
                <option key={id} value={`remove ${id}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </Select>
      </Field>
      <Field name="time" label={t("when")}>
        <Select defaultValue={time ?? ""}>
          <option value="">{t("bySettings")}</option>
          {times.map((value) => (
            <option key={value} value={value}>
              {t(`time.${value}`)}
            </option>
          ))}
        </Select>
      </Field>
      <div>
        <Button type="submit">{t("look")}</Button>
      </div>
    </form>
  );
}
