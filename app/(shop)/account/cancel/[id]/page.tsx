import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { CancelWhen } from "#components/account/cancel-when.tsx";
import { SaveOffer } from "#components/account/save-offer.tsx";
import { Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { endingChoices, owesOnTerms } from "#lib/billing/ending/ending-choices.ts";
import { offeredEnd } from "#lib/billing/leaving/cancel-now.ts";
import { savingFor } from "#lib/billing/leaving/save-offer.ts";
import { openOffer } from "#lib/billing/leaving/show-offer.ts";
import { ownSubscription } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { CANCEL_REASONS, type CancelReason } from "#lib/settings/cancel-reasons.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { endOfPaid } from "#lib/subscriptions/pause.ts";
import { choiceParam, idParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { cancelSubscription, takeOfferToStay } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("cancel.submit") };
}

const PARAMS = { offer: idParam(), when: choiceParam(["now"]) };

export default async function CancelPage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const subscription = id.success ? await ownSubscription(viewer.id, id.data) : null;
  if (!subscription) notFound();
  const { status, plan } = subscription;
  const settings = await requestSettings();
  const { cancels } = await endingChoices(subscription, "VIEWER", settings);
  if (!cancels) redirect("/account");
  const owing = await owesOnTerms(subscription);
  const ends = endOfPaid(subscription, now());
  const atOnce = await offeredEnd(subscription, settings);
  const { offer: offerId, when } = await readParams(PARAMS, searchParams);
  const offer = offerId ? await openOffer(offerId, viewer.id) : null;
  const reason = offer?.reason as CancelReason | undefined;
  const saving = offer && reason ? await savingFor(subscription, reason, viewer, settings) : null;
  const [t, common] = await Promise.all([getTranslations("account"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("cancel.title", { plan: plan.name })} back={{ href: "/account", label: t("nav.overview") }} />
      {offer && saving && ends && (
        <SaveOffer action={takeOfferToStay} offerId={offer.id} saving={saving} subscription={subscription} ends={ends} />
      )}
      <Card className="max-w-xl">
        <p>
          {cancels === "at_once"
            ? t("cancel.atOnce")
            : ends
              ? t.rich(`cancel.${status === "TRIALING" ? "atTrialEnd" : status === "PAUSED" ? "atPausedEnd" : "atEnd"}`, {
                  date: () => <DateTime value={ends} dateOnly className="font-semibold" />,
                })
              : t("cancel.waiting")}
        </p>
        {owing && <p className="mt-2">{t("cancel.owing")}</p>}
        <Form action={cancelSubscription} className="mt-6 grid gap-5">
          <FormMessage />
          <input type="hidden" name="subscriptionId" value={subscription.id} />
          <Field name="reason" label={t("cancel.reason")} note={common("optional")}>
            <Select defaultValue={reason ?? ""}>
              <option value="">{t("cancel.noReason")}</option>
              {CANCEL_REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`cancel.reasons.${reason}`)}
                </option>
              ))}
            </Select>
          </Field>
          {offer && <input type="hidden" name="decided" value="on" />}
          {atOnce && ends && <CancelWhen offered={atOnce} end={ends} chosen={when ?? "period_end"} />}
          <div className="flex flex-wrap gap-3">
            <SubmitButton variant="danger">{t("cancel.submit")}</SubmitButton>
            <a href="/account" className={buttonClass({})}>
              {t("cancel.keep")}
            </a>
          </div>
        </Form>
      </Card>
    </>
  );
}
