import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ChangeOption } from "#lib/billing/parts/in-step.ts";
import type { CheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import { BasketFields } from "./basket-fields.tsx";

/** What may be bought together with the plan, each to be ticked. The summary follows at once; without a script, by a button. */
export function AddOnForm({ basket, options }: { basket: CheckoutRequest; options: ChangeOption[] }) {
  const t = useTranslations("checkout.addOns");
  const common = useTranslations("common");
  if (options.length === 0) return null;
  return (
    <form action="/checkout" className="border-t pt-5">
      <BasketFields basket={{ ...basket, add: undefined }} />
      <fieldset>
        <legend className="text-sm font-medium">{t("title")}</legend>
        <p className="mb-2 text-sm text-muted">{t("text")}</p>
        {options.map(({ plan, price }) => (
          <Checkbox
            key={price.id}
            name="add"
            value={price.id}
            defaultChecked={basket.add?.includes(price.id)}
            data-submits
            label={
              <>
                <bdi className="font-medium">{plan.name}</bdi>{" "}
                <span className="figures">
                  + <Money value={price.amount} /> / {common(`interval.${price.every.unit}`, { count: price.every.count })}
                </span>
              </>
            }
            hint={plan.tagline || undefined}
          />
        ))}
      </fieldset>
      <noscript>
        <button type="submit" className={`${buttonClass({ size: "sm" })} mt-2`}>
          {t("update")}
        </button>
      </noscript>
    </form>
  );
}
