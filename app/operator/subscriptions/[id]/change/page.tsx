import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ChangeAmounts } from "#components/changing/change-amounts.tsx";
import { AgreeChange } from "#components/operator/subscriptions/agree-change.tsx";
import { ChangeChoice } from "#components/operator/subscriptions/change-choice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Wanted } from "#lib/billing/changing/target.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { changeablePrices } from "#lib/reports/changeable-prices.ts";
import { subscriptionDetails } from "#lib/reports/subscription-details.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { CHANGE_TIMES, type ChangeTime } from "#lib/subscriptions/agreed-change.ts";
import { offeredChange } from "#lib/web/account/change-page.ts";
import { choiceParam, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { changePlanOf } from "../../actions.ts";

/** `to`: a price and a currency of it, "<id> EUR"; else "add <price>" or "remove <item>". */
const PARAMS = { to: textParam(50), time: choiceParam(CHANGE_TIMES) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-subscriptions"))("change.title") };
}

/** Puts another plan in the place of one: chosen, then looked at, then agreed to. */
export default async function ChangePage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: SearchParams }) {
  const operator = await requireOperator(MAY["subscriptions.write"]);
  const id = z.uuid().safeParse((await params).id);
  const subscription = id.success ? await subscriptionDetails(id.data) : null;
  if (!subscription) notFound();
  const [{ to, time }, settings, t, errors] = await Promise.all([
    readParams(PARAMS, searchParams),
    requestSettings(),
    getTranslations("operator-subscriptions"),
    getTranslations("errors"),
  ]);
  const prices = await changeablePrices(subscription.customer.country ?? settings.company.country, subscription);
  const wanted = wantedOf(to, time);
  const offered = wanted && (await offeredChange(subscription.id, wanted, operatorActor(operator, null)));
  const back = `/operator/subscriptions?open=${subscription.id}`;
  return (
    <>
      <PageHeader
        back={{ href: back, label: t("title") }}
        title={t("change.title")}
        description={
          <>
            <Link href={`/operator/customers/${subscription.customer.id}`} className="text-brand-ink hover:underline">
              <bdi>{subscription.customer.name}</bdi>
            </Link>
            {" · "}
            <bdi>{subscription.plan.name}</bdi> <bdi className="figures">#{subscription.number}</bdi>
          </>
        }
      />
      <div className="grid max-w-4xl grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Section title={t("change.choose")} description={t("change.chooseText")}>
          <ChangeChoice
            prices={prices}
            addOns={subscription.items.filter(({ kind }) => kind === "ADD_ON")}
            times={CHANGE_TIMES}
            to={to}
            time={time}
          />
        </Section>
        {offered?.refusal && <Alert tone="warning" title={errors(offered.refusal.code, offered.refusal.values)} />}
        {offered?.quoted && (
          <Section title={t("change.amounts")} description={t("change.amountsText")}>
            <ChangeAmounts quoted={offered.quoted} from={subscription.plan.name} credit={settings.changes.credit} />
            <AgreeChange action={changePlanOf} subscriptionId={subscription.id} wanted={wanted ?? {}} quoted={offered.quoted} />
          </Section>
        )}
      </div>
    </>
  );
}

function wantedOf(to: string | null, time: ChangeTime | null): Wanted | null {
  if (!to) return null;
  const [first, second] = to.split(" ");
  const when = time ? { time } : {};
  if (first === "add") return { add: second, ...when };
  return first === "remove" ? { remove: second, ...when } : { priceId: first, currency: second, ...when };
}
