import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Confirmed } from "#components/shop/checkout/confirmed.tsx";
import { GiftConfirmed } from "#components/shop/checkout/gift-confirmed.tsx";
import { LostReturn } from "#components/shop/checkout/lost-return.tsx";
import { MethodState } from "#components/shop/checkout/method-state.tsx";
import { PaymentState } from "#components/shop/checkout/payment-state.tsx";
import { shownNextAmounts } from "#lib/billing/parts/next-amount.ts";
import { returnPath } from "#lib/billing/parts/request-parts.ts";
import { openServiceLogin } from "#lib/customers/open-service-login.ts";
import { currentViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { carriedPayLink } from "#lib/web/account/pay-link.ts";
import { foundReturn } from "#lib/web/checkout/found-return.ts";
import { resumeOrder } from "../actions.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("checkout"))("return.title"), referrer: "same-origin" };
}

/** Where a gateway sends the viewer back to. The gateway itself is asked what became of the payment, whatever the link says. */
export default async function Return({ searchParams }: Props) {
  const query = await searchParams;
  const [viewer, settings] = await Promise.all([currentViewer(), requestSettings()]);
  const found = await foundReturn(query, viewer, carriedPayLink);
  if (!found) notFound();
  if (found === "lost") return <LostReturn support={settings.brand.supportEmail} />;
  const { of, payLink, returned, purchase, outcome } = found;
  const invoiceId = "invoiceId" in of ? of.invoiceId : null;
  if ("setupId" in of) {
    if (outcome === "paid" && purchase) redirect("/account/payment-methods?notice=added");
    return <MethodState outcome={returned} signedIn={purchase !== null} support={settings.brand.supportEmail} />;
  }
  if (outcome === "paid" && purchase && "topUpId" in of) redirect("/account/balance?notice=topped-up");
  if (outcome === "paid" && purchase?.order?.kind === "CHANGE") redirect("/account?notice=changed");
  if (outcome === "paid" && purchase?.order?.gift) return <GiftConfirmed gift={purchase.order.gift} plan={purchase.planName ?? ""} />;
  if (outcome === "paid" && purchase && viewer && "orderId" in of) {
    const login = await openServiceLogin(viewer);
    const amounts = purchase.subscription && (await shownNextAmounts(purchase.subscription, settings));
    return <Confirmed purchase={purchase} login={login} viewer={viewer} settings={settings} amounts={amounts} />;
  }
  return (
    <PaymentState
      state={outcome}
      failure={returned.failure?.code ?? null}
      purchase={purchase}
      url={returned.url}
      instructed={returned.instructed}
      again={purchase && invoiceId ? `/account/pay/${invoiceId}` : payLink}
      resume={resumeOrder}
      here={returnPath("topUpId" in of ? { id: of.topUpId, kind: "CHARGE" } : of)}
      support={settings.brand.supportEmail}
    />
  );
}
