import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { CircleCheck, CircleX, Hourglass, Landmark, Undo2 } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { Instructed } from "#lib/payments/instructions.ts";
import { anewPath } from "#lib/web/checkout/checkout-request.ts";
import type { Outcome, Purchase } from "#lib/web/checkout/return-page.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { LookAgain } from "./look-again.tsx";
import { PaymentInstructions } from "./payment-instructions.tsx";

type Props = {
  state: Outcome;
  failure: string | null;
  /** Null for a reader who is not signed in: they see the state and nothing else. */
  purchase: Purchase | null;
  url: string | null;
  /** What the viewer has to do by themselves, when `instructed`. */
  instructed: Instructed | null;
  /** Where an invoice is paid again: in the account, or by the link that was sent, which its bearer need not sign in for. */
  again: string | null;
  resume: FormAction<never>;
  /** This page's own address, to come back to after signing in. */
  here: string;
  support: string;
};

const LOOKS: Record<Outcome, { Icon: typeof CircleX; look: string }> = {
  paid: { Icon: CircleCheck, look: "bg-positive-soft text-positive" },
  surplus: { Icon: Undo2, look: "bg-info-soft text-info" },
  pending: { Icon: Hourglass, look: "bg-info-soft text-info" },
  unknown: { Icon: Hourglass, look: "bg-info-soft text-info" },
  unopened: { Icon: CircleX, look: "bg-warning-soft text-warning" },
  needs_action: { Icon: Undo2, look: "bg-warning-soft text-warning" },
  instructed: { Icon: Landmark, look: "bg-info-soft text-info" },
  declined: { Icon: CircleX, look: "bg-negative-soft text-negative" },
  canceled: { Icon: Undo2, look: "bg-warning-soft text-warning" },
};

/** What became of a payment that is not (yet) a purchase, or was one too many (`surplus`): what it means for the money, and what to do. */
export function PaymentState({ state, failure, purchase, url, instructed, again, resume, here, support }: Props) {
  const t = useTranslations("checkout.state");
  return (
    <StateFrame
      state={state}
      title={t(`${state}.title`)}
      text={t(`${state}.text`)}
      failure={state === "declined" && (purchase || again) ? (failure ?? "other") : null}
    >
      {purchase && (
        <p className="text-sm text-muted">
          {purchase.planName} · <Money value={{ minor: purchase.amount, currency: purchase.currency }} /> ·{" "}
          {t.rich("number", { number: () => <bdi>{purchase.number}</bdi> })}
        </p>
      )}
      {(purchase || again) && instructed && <PaymentInstructions {...instructed} />}
      <div className="mt-3 flex flex-wrap items-start gap-3">
        <NextStep state={state} purchase={purchase} url={url} again={again} resume={resume} here={here} />
      </div>
      {state !== "paid" && <Support email={support} text={purchase ? "helpNumber" : "help"} />}
    </StateFrame>
  );
}

/** A page about one thing that happened: its sign, what it means, and what to do. It looks again by itself while there is something to wait for. */
export function StateFrame({
  state,
  title,
  text,
  failure = null,
  waits = state === "pending" || state === "unknown" || state === "unopened",
  children,
}: {
  state: Outcome;
  title: string;
  text: string;
  /** Why the bank refused. */
  failure?: string | null;
  /** Whether it looks again by itself. */
  waits?: boolean;
  children: ReactNode;
}) {
  const failures = useTranslations("checkout.failure");
  const { Icon, look } = LOOKS[state];
  return (
    <main
      id="content"
      data-part
      className="mx-auto grid min-h-[60dvh] max-w-xl content-center justify-items-start gap-4 px-4 py-16 sm:px-6"
    >
      {waits && <LookAgain />}
      <span aria-hidden className={cx("grid size-14 place-items-center rounded-full", look)}>
        <Icon className={cx("size-7", waits && "animate-pulse")} />
      </span>
      <h1 className="mt-2 text-3xl font-semibold">{title}</h1>
      <div role="status" className="grid gap-3 text-lg text-muted">
        {failure && <p className="text-ink">{textOf(failures, failure) ?? failures("other")}</p>}
        <p>{text}</p>
      </div>
      {children}
    </main>
  );
}

export function Support({ email, text }: { email: string; text: "help" | "helpNumber" }) {
  const t = useTranslations("checkout.state");
  if (!email) return null;
  return (
    <p className="mt-4 text-sm text-muted">
      {t.rich(text, {
        email: () => (
          <a href={`mailto:${email}`} className="text-brand-ink underline underline-offset-4">
            <bdi>{email}</bdi>
          </a>
        ),
      })}
    </p>
  );
}

function NextStep({ state, purchase, url, again, resume, here }: Omit<Props, "failure" | "instructed" | "support">): ReactNode {
  const t = useTranslations("checkout.state");
  const link = (href: string, text: string) => (
    <a href={href} className={buttonClass({ variant: "primary", size: "lg" })}>
      {text}
    </a>
  );
  const ended = state === "paid" || state === "surplus";
  if (!purchase && (ended || !again)) return link(`/sign-in?to=${encodeURIComponent(here)}`, t("signIn"));
  if (ended) return link("/account", t("account"));
  if (state === "pending" || state === "unknown") return link("", t("look"));
  const order = purchase?.order ?? null;
  const elsewhere = again ?? (order?.kind === "PURCHASE" && order.status === "OPEN" ? anewPath(order) : null);
  const other = (href: string) => (
    <a href={href} className={buttonClass({ size: "lg" })}>
      {t("otherWay")}
    </a>
  );
  if (state === "instructed" || (state === "needs_action" && url))
    return (
      <>
        {state === "instructed" ? link("", t("look")) : link(url ?? "", t("continue"))}
        {elsewhere && other(elsewhere)}
      </>
    );
  if (again) return link(again, t("again"));
  if (!order) return link("/account/balance", t("again"));
  if (state === "unopened" && order.kind === "PURCHASE") return link(anewPath(order), t("otherWay"));
  if (order.kind === "CHANGE")
    return link(`/account/change/${order.subscriptionId}?price=${order.priceId}&currency=${order.currency}`, t("again"));
  if (order.kind === "GIFT") return link(`/checkout/gift?price=${order.priceId}&currency=${order.currency}`, t("again"));
  const anew = anewPath(order);
  if (order.status !== "OPEN") return link(anew, t("anew"));
  return (
    <>
      <Form action={resume} className="grid gap-4">
        <input type="hidden" name="orderId" value={order.id} />
        <FormMessage />
        <SubmitButton size="lg">{t(state === "canceled" ? "continue" : "again")}</SubmitButton>
      </Form>
      {other(anew)}
    </>
  );
}
