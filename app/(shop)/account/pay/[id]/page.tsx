import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { GatewayChoice, GatewayRefusals } from "#components/shop/gateway-choice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { payingObstacle } from "#lib/billing/buying/pay-invoice.ts";
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

/** Where messages about a failed payment lead: pays what is open, with a method of the viewer's choice. */
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
  const due = { minor: balanceOf(invoice), currency: invoice.currency };
  const offered = offeredGateways(settings, due);
  const amount = formatMoney(due, locale);
  const plan = invoice.lines[0]?.description ?? "";
  return (
    <>
      <PageHeader
        title={t("pay.title", { number: `\u2068${invoice.number}\u2069` })}
        description={t("pay.text", { amount, plan })}
        back={back}
      />
      {asked && (
        <Card className="mb-6 max-w-xl">
          <h2 className="text-lg font-semibold">{t("pay.confirmTitle")}</h2>
          <p className="mt-1 mb-5 text-muted">{t("pay.confirmText")}</p>
          <Form action={payOpenInvoice} className="grid gap-5">
            <FormMessage />
            <input type="hidden" name="invoiceId" value={invoice.id} />
            <input type="hidden" name="gateway" value={asked.gateway} />
            <SubmitButton size="lg">{t("pay.confirm")}</SubmitButton>
          </Form>
        </Card>
      )}
      {offered.length === 0 ? (
        <Alert tone="warning" title={t("pay.none")} />
      ) : offered.every(({ refusal }) => refusal) ? (
        <Alert tone="warning" title={t("pay.noneForAmount")}>
          <GatewayRefusals gateways={offered} />
          <p>{t("pay.noneForAmountText")}</p>
        </Alert>
      ) : (
        <Card className="max-w-xl">
          {asked && <h2 className="mb-4 text-lg font-semibold">{t("pay.another")}</h2>}
          <Form action={payOpenInvoice} className="grid gap-5">
            <FormMessage />
            <input type="hidden" name="invoiceId" value={invoice.id} />
            {asked && <input type="hidden" name="anew" value="on" />}
            <GatewayChoice gateways={offered} legend={t("pay.gateway")} />
            <SubmitButton size="lg" variant={asked ? "secondary" : "primary"}>
              {t("pay.submit")}
            </SubmitButton>
          </Form>
        </Card>
      )}
    </>
  );
}
