import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { PayForms } from "#components/account/pay-forms.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { payingObstacle, payingOf } from "#lib/billing/buying/pay-invoice.ts";
import { dueWithBalance } from "#lib/billing/parts/balance-share.ts";
import { ownInvoice } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { formatMoney } from "#lib/kernel/format.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { payOpenInvoice } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("invoices.pay") };
}

/** Where links to pay lead whose time is over: pays what is open, with a method of the viewer's choice. */
export default async function PayPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const invoice = id.success ? await ownInvoice(viewer.id, id.data) : null;
  if (invoice?.kind !== "INVOICE") notFound();
  const [t, locale, settings] = await Promise.all([getTranslations("account"), getLocale(), requestSettings()]);
  const back = { href: "/account", label: t("nav.overview") };
  if (payingObstacle(invoice, settings)) {
    const why = invoice.status === "PAID" ? "closed" : "ended";
    return (
      <>
        <PageHeader title={t(`pay.${why}`)} description={t(`pay.${why}Text`)} back={back} />
        <a href="/account" className={buttonClass({ variant: "primary" })}>
          {t("pay.back")}
        </a>
      </>
    );
  }
  const [asked] = invoice.transactions;
  const { share, due } = dueWithBalance(invoice, settings);
  const paying = payingOf(invoice, due);
  const amount = formatMoney({ minor: balanceOf(invoice), currency: invoice.currency }, locale);
  const plan = invoice.lines[0]?.description ?? "";
  return (
    <>
      <PageHeader
        title={t("pay.title", { number: `\u2068${invoice.number}\u2069` })}
        description={t("pay.text", { amount, plan, saves: paying.saves ? "yes" : "no" })}
        back={back}
      />
      <PayForms
        action={payOpenInvoice}
        hidden={{ invoiceId: invoice.id }}
        asked={asked?.gateway ?? null}
        fromBalance={share}
        due={due}
        gateways={offeredGateways(settings, paying)}
      />
    </>
  );
}
