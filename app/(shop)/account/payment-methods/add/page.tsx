import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AddMethodForm } from "#components/account/add-method-form.tsx";
import { methodName } from "#components/account/method-name.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ownMethods } from "#lib/billing/buying/own-methods.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { idParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { saveMethod } from "../../actions.ts";

const PARAMS = { replace: idParam() };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("methods.add") };
}

/** Another way to pay, alone or in the place of one that is there. */
export default async function AddMethodPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { replace } = await readParams(PARAMS, searchParams);
  const [t, settings, methods] = await Promise.all([getTranslations("account"), requestSettings(), ownMethods(viewer.id)]);
  const replaced = replace && methods.find(({ id }) => id === replace);
  if (replace && !replaced) notFound();
  const name = replaced && methodName(replaced, (kind) => t(`methods.kind.${kind}`));
  const toSave = { amount: { minor: 0n, currency: settings.market.defaultCurrency }, renews: true, country: viewer.country };
  return (
    <>
      <PageHeader
        title={name ? t("methods.replaceNamed", { method: `\u2068${name}\u2069` }) : t("methods.add")}
        description={t("methods.addText")}
        back={{ href: "/account/payment-methods", label: t("methods.title") }}
      />
      <AddMethodForm action={saveMethod} gateways={offeredGateways(settings, toSave)} hidden={replaced ? { replaces: replaced.id } : {}} />
    </>
  );
}
