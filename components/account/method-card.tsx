import { useFormatter, useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { CreditCard, Landmark, Wallet } from "#components/ui/icons.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { OwnMethod } from "#lib/billing/buying/own-methods.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { methodName } from "./method-name.ts";

const ICONS: Record<string, typeof CreditCard> = { card: CreditCard, wallet: Wallet, bank: Landmark };

type Props<T, U> = { method: OwnMethod; expired: boolean; choose: FormAction<T>; remove: FormAction<U> };

/** A saved way to pay, with what is charged to it, and what can be done about it. */
export function MethodCard<T, U>({ method, expired, choose, remove }: Props<T, U>) {
  const t = useTranslations("account.methods");
  const Icon = ICONS[method.kind] ?? Wallet;
  const name = methodName(method, (kind) => t(`kind.${kind}`));
  const format = useFormatter();
  const plugins = useTranslations("plugins");
  const { expMonth, expYear, renews, wallet } = method;
  return (
    <Card className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <span className="grid size-11 shrink-0 place-items-center rounded-control bg-brand-soft text-brand-ink">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <bdi>{name}</bdi>
          {wallet && (
            <span className="text-sm font-normal text-muted">{textOf(plugins, `marks.${wallet}`) ?? wallet.replaceAll("_", " ")}</span>
          )}
          {method.isDefault && <Badge tone="brand">{t("default")}</Badge>}
        </p>
        {expMonth && expYear && (
          <p className={expired ? "text-sm font-medium text-negative" : "text-sm text-muted"}>
            {t(expired ? "expired" : "expires", { month: String(expMonth).padStart(2, "0"), year: String(expYear) })}
          </p>
        )}
        {!method.last4 && (
          // Nothing else tells two accounts of one wallet apart.
          <p className="text-sm text-muted">{t.rich("saved", { date: () => <DateTime value={method.createdAt} dateOnly /> })}</p>
        )}
        {renews.length > 0 && (
          <p className="text-sm text-muted">{t("renews", { plans: format.list(renews.map((plan) => `\u2068${plan}\u2069`)) })}</p>
        )}
      </div>
      <div className="flex w-full flex-wrap items-start gap-2 ps-15 sm:w-auto sm:ps-0">
        {!method.chosen && (
          <Form action={choose}>
            <input type="hidden" name="methodId" value={method.id} />
            <SubmitButton variant="secondary" size="sm">
              {t("choose")}
            </SubmitButton>
          </Form>
        )}
        <a
          href={`/account/payment-methods/add?replace=${method.id}`}
          aria-label={t("replaceNamed", { method: name })}
          className={buttonClass({ size: "sm" })}
        >
          {t("replace")}
        </a>
        <Form action={remove} className="grid gap-2">
          <input type="hidden" name="methodId" value={method.id} />
          <SubmitButton variant="quiet" size="sm" aria-label={t("removeNamed", { method: name })}>
            {t("remove")}
          </SubmitButton>
          <FormMessage />
        </Form>
      </div>
    </Card>
  );
}
