import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { VoucherOffer } from "#lib/billing/buying/voucher-offer.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { action: FormAction<never>; code: string; offer: VoucherOffer };

/** Says what the voucher will do for this viewer, and does it. */
export function RedeemForm({ action, code, offer }: Props) {
  const t = useTranslations("redeem");
  const means = offer.outcome === "plan" ? "plan" : (offer.why ?? "balance");
  const store = "store" in offer ? `\u2068${offer.store}\u2069` : "";
  return (
    <Form action={action} className="mt-6 grid gap-5">
      <FormMessage />
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="outcome" value={offer.outcome} />
      <p className="text-muted">{t(`means.${means}`, { store })}</p>
      <SubmitButton size="lg">{t(offer.outcome === "plan" ? "begin" : "credit")}</SubmitButton>
    </Form>
  );
}
