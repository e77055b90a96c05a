import { useFormatter, useTranslations } from "next-intl";
import { ComingChange } from "#components/changing/coming-change.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { toneOf } from "#components/ui/status-tones.ts";
import type { OwnSubscription } from "#lib/customers/account-queries.ts";
import type { NextStep } from "#lib/subscriptions/next-step.ts";
import type { OwnPlan } from "#lib/web/account/own-plans.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ComingPrice } from "./coming-price.tsx";
import { methodName } from "./method-name.ts";
import { TransferAsked } from "./transfer-asked.tsx";

type Amounts = OwnPlan["amounts"];

/** A subscription: its state, what happens next and when, and what can be done about it. */
export function SubscriptionCard<T>({
  subscription,
  newPrice,
  next,
  coming,
  method,
  transfer,
  amounts,
  offers,
  owed,
  undo,
  stay,
  resume,
  agree,
}: OwnPlan & { undo: FormAction<T>; stay: FormAction<T>; resume: FormAction<T>; agree: FormAction<T> }) {
  const t = useTranslations("account.subscription");
  const change = useTranslations("change");
  const nextInvoice = useTranslations("next-invoice");
  const pause = useTranslations("account.pause");
  const { id, plan, number, status, invoices, orders, items } = subscription;
  const format = useFormatter();
  const listed = (names: string[]) => format.list(names.map((name) => `\u2068${name}\u2069`));
  const extras = items.filter(({ kind }) => kind === "ADD_ON").map(({ name }) => name);
  const toConfirm = (invoices[0]?.transactions.length ?? 0) > 0;
  const ending = next.kind === "ends" || next.kind === "waitsOnce";
  const awaited = transfer?.invoice && status === "PAST_DUE" ? "UNPAID" : status;
  const shown = ending ? "ENDING" : next.kind === "pauses" ? "PAUSING" : awaited;
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-xl font-semibold">{plan.name}</h3>
          {extras.length > 0 && <p className="break-words">{t("extras", { names: listed(extras) })}</p>}
          <p className="text-sm text-faint">{t("number", { number: String(number) })}</p>
        </div>
        <Badge tone={ending ? "warning" : toneOf("subscription", status)} dot>
          {t(`status.${shown}`)}
        </Badge>
      </div>
      <div className="mt-4">
        {next.kind === "retries" ? (
          <Overdue owed={owed} toConfirm={toConfirm} step={next} transfer={transfer} />
        ) : (
          <Sentence step={next} amounts={amounts} subscription={subscription} method={method} charged={!transfer} />
        )}
        {transfer && <TransferAsked asked={transfer} />}
        {coming && (
          <p className="mt-1 font-medium">
            <ComingChange coming={coming} />
          </p>
        )}
        {newPrice && <ComingPrice subscriptionId={id} price={newPrice} agree={agree} />}
      </div>
      <div className="mt-5 flex flex-wrap items-center gap-3 empty:hidden">
        {status === "PAST_DUE" && invoices[0] && (
          <a href={`/account/pay/${invoices[0].id}`} className={buttonClass({ variant: "primary" })}>
            {t(toConfirm ? "confirm" : "pay")}
          </a>
        )}
        {orders[0] && status === "INCOMPLETE" && (
          <a href={`/checkout/return?order=${orders[0].id}`} className={buttonClass({ variant: "primary" })}>
            {t("resume")}
          </a>
        )}
        {offers.undo && (
          <Form action={undo} className="grid gap-3">
            <FormMessage />
            <input type="hidden" name="subscriptionId" value={id} />
            <SubmitButton>{t("undo")}</SubmitButton>
          </Form>
        )}
        {coming && (
          <Form action={stay} className="grid gap-3">
            <FormMessage />
            <input type="hidden" name="subscriptionId" value={id} />
            <SubmitButton>
              {coming.ends.length > 0 ? change("dropEnd", { names: listed(coming.ends) }) : change("drop", { plan: plan.name })}
            </SubmitButton>
          </Form>
        )}
        {offers.again && (
          <a href={`/account/again/${id}`} className={buttonClass({})}>
            {t("again")}
          </a>
        )}
        {offers.resume && (
          <Form action={resume} className="grid gap-3">
            <FormMessage />
            <input type="hidden" name="subscriptionId" value={id} />
            <SubmitButton>{pause(next.kind === "pauses" ? "drop" : "resume")}</SubmitButton>
          </Form>
        )}
        {amounts !== null && amounts !== "unknown" && (next.kind === "renews" || next.kind === "trial") && (
          <a href={`/account/next/${id}`} className={buttonClass({})}>
            {nextInvoice("link")}
          </a>
        )}
        {offers.change && (
          <a href={`/account/change/${id}`} className={buttonClass({})}>
            {change("link")}
          </a>
        )}
        {offers.pause && (
          <a href={`/account/pause/${id}`} className={buttonClass({})}>
            {pause("link")}
          </a>
        )}
        {offers.cancel && (
          <a href={`/account/cancel/${id}`} className={buttonClass({})}>
            {t("cancel")}
          </a>
        )}
        {offers.withdraw && (
          <a href={`/account/withdraw/${id}`} className={buttonClass({})}>
            {t("withdraw")}
          </a>
        )}
      </div>
    </Card>
  );
}

function Sentence({
  step,
  amounts,
  subscription,
  method,
  charged: isCharged,
}: {
  step: Exclude<NextStep, { kind: "retries" }>;
  amounts: Amounts;
  subscription: OwnSubscription;
  method: OwnPlan["method"];
  /** Whether a saved method is to pay. */
  charged: boolean;
}) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const { interval, intervalCount, payerId, customerId } = subscription;
  const date = () => ("at" in step ? <DateTime value={step.at} dateOnly className="font-medium" /> : null);
  if (amounts === "unknown") return <p>{t.rich("subscription.next.unpriced", { date })}</p>;
  const named = method && methodName(method, (kind) => t(`methods.kind.${kind}`));
  // Where another pays, how they do is theirs to know.
  const charged =
    isCharged && payerId === customerId && (step.kind === "renews" || step.kind === "trial") && amounts !== null && amounts.next.minor > 0n;
  const steps = amounts !== null && amounts.next.minor !== amounts.regular.minor;
  const sentence = (step.kind === "trial" || step.kind === "renews") && steps ? (`${step.kind}ThenRegular` as const) : step.kind;
  return (
    <>
      <p>
        {t.rich(`subscription.next.${sentence}`, {
          date,
          amount: () => amounts && <Money value={amounts.next} className="font-medium" />,
          regular: () => amounts && <Money value={amounts.regular} className="font-medium" />,
          term: common(`interval.${interval}`, { count: intervalCount * (amounts?.discounted || 1) }),
          days: restOf(subscription),
          every: common(`every.${interval}`, { count: intervalCount }),
        })}
      </p>
      {charged && (
        <p className="mt-1 text-sm text-muted">{named ? t.rich("subscription.onMethod", { method: named }) : t("subscription.noMethod")}</p>
      )}
    </>
  );
}

/** The days that a pause keeps, begun ones counted. */
function restOf({ currentPeriodEnd, pausedAt }: OwnSubscription): number {
  return currentPeriodEnd && pausedAt ? Math.ceil((currentPeriodEnd.getTime() - pausedAt.getTime()) / 86_400_000) : 0;
}

type OverdueProps = {
  owed: OwnPlan["owed"];
  toConfirm: boolean;
  step: Extract<NextStep, { kind: "retries" }>;
  transfer: OwnPlan["transfer"];
};

function Overdue({ owed, toConfirm, step, transfer }: OverdueProps) {
  const t = useTranslations("account.subscription.next");
  const waited = transfer?.invoice && !toConfirm ? transfer : null;
  return (
    <Alert
      tone="warning"
      title={t.rich(waited ? "transfer" : toConfirm ? "confirm" : step.at ? "retries" : "unpaid", {
        amount: () => <Money value={owed} />,
        date: () => dateOf(waited?.dueOn ?? step.at),
        number: () => <bdi>{waited?.invoice?.number}</bdi>,
      })}
    >
      {step.graceUntil ? t.rich("grace", { date: () => <DateTime value={step.graceUntil as Date} dateOnly /> }) : t("locked")}
    </Alert>
  );
}

function dateOf(at: Date | null) {
  return at && <DateTime value={at} dateOnly />;
}
