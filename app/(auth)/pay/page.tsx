import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PayForms } from "#components/account/pay-forms.tsx";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { payingObstacle, payingOf } from "#lib/billing/buying/pay-invoice.ts";
import { dueWithBalance } from "#lib/billing/parts/balance-share.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { formatMoney } from "#lib/kernel/format.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { invoiceOfLink } from "#lib/web/account/pay-by-link.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { payWithLink } from "../actions.ts";

const PARAMS = { token: textParam(100) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("invoices.pay"), referrer: "same-origin" };
}

/** Where the letters about an unpaid invoice lead: whoever has the link may pay that invoice, and sees its sum and plan, nothing else. */
export default async function PayByLinkPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await readParams(PARAMS, searchParams);
  const [t, auth, locale, settings, found] = await Promise.all([
    getTranslations("account"),
    getTranslations("auth"),
    getLocale(),
    requestSettings(),
    invoiceOfLink(token),
  ]);
  if (found && !found.invoice) redirect(`/account/pay/${found.id}`);
  const invoice = found?.invoice;
  const obstacle = invoice && payingObstacle(invoice, settings);
  if (!invoice || obstacle) {
    const why = invoice?.status === "PAID" ? "closed" : "ended";
    return (
      <ViewerFrame
        settings={settings}
        title={invoice ? t(`pay.${why}`) : auth("linkExpired.title")}
        text={invoice ? t(`pay.${why}Text`) : auth("linkExpired.payText")}
      >
        <a href="/account" className={buttonClass({ variant: "primary", size: "lg" }, "w-full")}>
          {t("pay.back")}
        </a>
      </ViewerFrame>
    );
  }
  const { share, due } = dueWithBalance(invoice, settings);
  const paying = payingOf(invoice, due);
  const amount = formatMoney({ minor: balanceOf(invoice), currency: invoice.currency }, locale);
  const [asked] = invoice.transactions;
  return (
    <ViewerFrame
      settings={settings}
      title={t("pay.title", { number: `\u2068${invoice.number}\u2069` })}
      text={t("pay.text", { amount, plan: invoice.lines[0]?.description ?? "", saves: paying.saves ? "yes" : "no" })}
    >
      <PayForms
        action={payWithLink}
        hidden={{ token }}
        asked={asked?.gateway ?? null}
        fromBalance={share}
        due={due}
        gateways={offeredGateways(settings, paying)}
      />
    </ViewerFrame>
  );
}
