import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import type { Returned } from "#lib/billing/asking/confirm-return.ts";
import { StateFrame, Support } from "./payment-state.tsx";

type Props = { outcome: Returned; signedIn: boolean; support: string };

/** What became of saving a way to pay. Whoever followed a link that was sent to them need not be signed in. */
export function MethodState({ outcome: { status, url, failure }, signedIn, support }: Props) {
  const t = useTranslations("checkout.saving");
  const state = status === "needs_action" ? "canceled" : status;
  const open = status === "needs_action" ? url : null;
  const again = signedIn ? "/account/payment-methods" : null;
  const link = (href: string, text: string) => (
    <a href={href} className={buttonClass({ variant: "primary", size: "lg" })}>
      {text}
    </a>
  );
  return (
    <StateFrame
      state={state}
      title={t(`${state}.title`)}
      text={t(`${state}.text`)}
      failure={status === "declined" ? (failure?.code ?? "other") : null}
    >
      <div className="mt-3 flex flex-wrap items-start gap-3 empty:hidden">
        {open ? link(open, t("continue")) : status === "paid" ? link("/account", t("account")) : again && link(again, t("methods"))}
      </div>
      {status !== "paid" && <Support email={support} text="help" />}
    </StateFrame>
  );
}
