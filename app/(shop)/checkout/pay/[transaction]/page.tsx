import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { VendorForm } from "#components/shop/checkout/vendor-form.tsx";
import { paymentForm } from "#lib/billing/asking/payment-form.ts";
import { formPath, returnPath } from "#lib/billing/parts/request-parts.ts";
import { currentViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { carriedPayLink } from "#lib/web/account/pay-link.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("checkout"))("form.title") };
}

/** Shows a gateway's form on our own page to whose payment it is, or who has the link to pay its invoice; where nothing can be paid in it, the return page says what became of it. */
export default async function PayHere({ params }: { params: Promise<{ transaction: string }> }) {
  const id = z.uuid().safeParse((await params).transaction).data;
  if (!id) notFound();
  const [viewer, locale, { brand }] = await Promise.all([currentViewer(), getLocale(), requestSettings()]);
  const found = await paymentForm(
    id,
    async ({ customerId, invoiceId }) => viewer?.id === customerId || (invoiceId !== null && (await carriedPayLink(invoiceId)) !== null),
    locale,
  );
  if (!found && viewer) notFound();
  if (!found) redirect(`/sign-in?to=${encodeURIComponent(formPath(id))}`);
  const { payment, needs } = found;
  const back = returnPath(payment);
  if (!needs) redirect(back);
  return <VendorForm payment={payment} needs={needs} back={back} brand={brand.name} />;
}
