import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Tag } from "#components/ui/icons.tsx";
import { type CheckoutRequest, checkoutPath } from "#lib/web/checkout/checkout-request.ts";
import { BasketFields } from "./basket-fields.tsx";

/** Puts a coupon into the basket, or takes it out. `error` says why the one that was typed does not count. */
export function CouponForm({ basket, error, applied }: { basket: CheckoutRequest; error: string | null; applied: string | null }) {
  const t = useTranslations("checkout.coupon");
  const { coupon, ...rest } = basket;
  if (applied) {
    return (
      <p className="flex flex-wrap items-center justify-between gap-2 border-t pt-5 text-sm">
        <span className="inline-flex items-center gap-2 font-medium text-positive">
          <Tag aria-hidden className="size-4" />
          <bdi>{applied}</bdi>
        </span>
        <a href={checkoutPath({ ...rest, coupon: "" })} data-follow className="text-muted underline underline-offset-4 hover:text-ink">
          {t("remove")}
        </a>
      </p>
    );
  }
  return (
    <details open={Boolean(error)} className="border-t pt-5">
      <summary className="text-sm font-medium text-brand-ink">{t("have")}</summary>
      <form action="/checkout" className="mt-3 flex gap-2">
        <BasketFields basket={rest} />
        <label htmlFor="coupon" className="sr-only">
          {t("label")}
        </label>
        <input
          id="coupon"
          name="coupon"
          defaultValue={coupon}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "coupon-error" : undefined}
          className="control uppercase placeholder:normal-case"
        />
        <button type="submit" className={buttonClass({})}>
          {t("apply")}
        </button>
      </form>
      {error && (
        <p id="coupon-error" role="alert" className="mt-2 text-sm font-medium text-negative">
          {error}
        </p>
      )}
    </details>
  );
}
