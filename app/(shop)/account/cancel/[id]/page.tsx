import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { CancelWhen } from "#components/account/cancel-when.tsx";
import { Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { CANCEL_REASONS } from "#lib/billing/ending/cancel-plan.ts";
import { endingChoices } from "#lib/billing/ending/ending-choices.ts";
import { offeredEnd } from "#lib/billing/leaving/cancel-now.ts";
import { ownSubscription } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { endOfPaid } from "#lib/subscriptions/pause.ts";
import { cancelSubscription } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("cancel.submit") };
}

export default async function CancelPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const subscription = id.success ? await ownSubscription(viewer.id, id.data) : null;
  if (!subscription) notFound();
  const { status, plan } = subscription;
  const settings = await requestSettings();
  const { cancels } = await endingChoices(subscription, "VIEWER", settings);
  if (!cancels) redirect("/account");
  const ends = endOfPaid(subscription, now());
  const atOnce = await offeredEnd(subscription, settings);
  const [t, common] = await Promise.all([getTranslations("account"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("cancel.title", { plan: plan.name })} back={{ href: "/account", label: t("nav.overview") }} />
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
        <Form action={cancelSubscription} className="mt-6 grid gap-5">
          <FormMessage />
          <input type="hidden" name="subscriptionId" value={subscription.id} />
          <Field name="reason" label={t("cancel.reason")} note={common("optional")}>
            <Select defaultValue="">
              <option value="">{t("cancel.noReason")}</option>
              {CANCEL_REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`cancel.reasons.${reason}`)}
                </option>
              ))}
            </Select>
          </Field>
          {atOnce && ends && <CancelWhen offered={atOnce} end={ends} />}
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
