import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ChevronRight } from "#components/ui/icons.tsx";
import { formatMoney } from "#lib/kernel/format.ts";
import type { Money } from "#lib/kernel/money.ts";
import { TEST_CARDS } from "#lib/payments/gateways/sandbox/cards.ts";

/** A plain form: every card of the list is a submit button, so that it all works without JavaScript. */
export function PayForm({ action, amount, refused }: { action: string; amount?: Money; refused: boolean }) {
  const t = useTranslations("sandbox");
  const locale = useLocale();
  const label = amount ? t("pay.submit", { amount: formatMoney(amount, locale) }) : t("pay.setupSubmit");
  return (
    <form action={action} method="post" autoComplete="off">
      <Card>
        <label htmlFor="number" className="mb-1.5 block text-sm font-medium">
          {t("pay.number")}
        </label>
        <input
          id="number"
          name="number"
          dir="ltr"
          inputMode="numeric"
          maxLength={23}
          required
          defaultValue={spaced(TEST_CARDS[0].number)}
          aria-describedby={refused ? "number-error number-hint" : "number-hint"}
          aria-invalid={refused || undefined}
          className="control figures text-start"
        />
        {refused && (
          <p id="number-error" role="alert" className="mt-1.5 text-sm font-medium text-negative">
            {t("pay.notATestCard")}
          </p>
        )}
        <p id="number-hint" className="mt-1.5 text-sm text-muted">
          {t("pay.numberHint")}
        </p>
        <button type="submit" className={buttonClass({ variant: "primary", size: "lg" }, "mt-5 w-full figures")}>
          {label}
        </button>
        <button type="submit" name="intent" value="cancel" formNoValidate className={buttonClass({ variant: "quiet" }, "mt-2 w-full")}>
          {t("pay.cancel")}
        </button>
      </Card>
      <h2 className="mt-8 mb-3 text-sm font-semibold">{t("pay.choose")}</h2>
      <ul className="overflow-hidden rounded-card border bg-surface shadow-card">
        {TEST_CARDS.map((card) => (
          <li key={card.id} className="border-b last:border-b-0">
            <button
              type="submit"
              name="card"
              value={card.number}
              formNoValidate
              className="flex w-full items-center gap-x-4 gap-y-1 px-4 py-3 text-start max-sm:flex-wrap transition -outline-offset-2 hover:bg-sunken sm:px-5"
            >
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-medium">{t(`cards.${card.id}.title`)}</span>
                <span className="block text-sm text-muted">{t(`cards.${card.id}.text`)}</span>
              </span>
              <span className="max-sm:order-last max-sm:w-full">
                <bdi dir="ltr" className="font-mono text-xs whitespace-nowrap text-faint">
                  {spaced(card.number)}
                </bdi>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-faint rtl:-scale-x-100" />
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}

function spaced(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, "$1 ");
}
