import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { offeredWithdrawal } from "#lib/billing/leaving/withdraw.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { withdrawFromContract } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("subscription.withdraw") };
}

/** What a withdrawal ends and gives back, and the one button that confirms it. */
export default async function WithdrawPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const settings = await requestSettings();
  const offered = id.success ? await offeredWithdrawal(id.data, viewer.id, settings) : null;
  if (!id.success || !offered) redirect("/account");
  const { until, at, amount, currency, plan } = offered;
  const t = await getTranslations("account");
  const goes =
    amount === null ? "looked" : amount === 0n ? "nothing" : settings.leaving.withdrawalGivesBack === "whole" ? "whole" : "amount";
  return (
    <>
      <PageHeader title={t("withdraw.title", { plan: `\u2068${plan}\u2069` })} back={{ href: "/account", label: t("nav.overview") }} />
      <Card className="grid max-w-xl gap-3">
        <p>
          {t.rich("withdraw.until", { date: () => <DateTime value={new Date(until.getTime() - 1)} dateOnly className="font-semibold" /> })}
        </p>
        <p>{t.rich(`withdraw.${goes}`, { amount: () => <Money value={{ minor: amount ?? 0n, currency }} className="font-semibold" /> })}</p>
        <p className="text-sm text-muted">{t("withdraw.confirmed")}</p>
        <Form action={withdrawFromContract} className="mt-3 grid gap-5">
          <FormMessage />
          <input type="hidden" name="subscriptionId" value={id.data} />
          <input type="hidden" name="at" value={at.toISOString()} />
          <input type="hidden" name="shown" value={String(amount ?? "")} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton variant="danger">{t("withdraw.submit")}</SubmitButton>
            <a href="/account" className={buttonClass({})}>
              {t("withdraw.back")}
            </a>
          </div>
        </Form>
      </Card>
    </>
  );
}
