import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddMethodForm } from "#components/account/add-method-form.tsx";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { isLinkTokenValid } from "#lib/identity/link-token.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { saveMethodByLink } from "../actions.ts";

const PARAMS = { token: textParam(100) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("methods.add") };
}

/** Where an operator's link leads: whoever has it may save a way to pay, and see nothing. A press, not the visit, uses it: mail scanners open links. */
export default async function AddMethodPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await readParams(PARAMS, searchParams);
  const [t, auth, settings, valid] = await Promise.all([
    getTranslations("account"),
    getTranslations("auth"),
    requestSettings(),
    isLinkTokenValid(token, "ADD_METHOD"),
  ]);
  if (!valid)
    return (
      <ViewerFrame settings={settings} title={auth("linkExpired.title")} text={auth("linkExpired.methodText")}>
        <a href="/account/payment-methods/add" className={buttonClass({ variant: "primary", size: "lg" }, "w-full")}>
          {t("methods.add")}
        </a>
      </ViewerFrame>
    );
  const toSave = { amount: { minor: 0n, currency: settings.market.defaultCurrency }, renews: true };
  return (
    <ViewerFrame settings={settings} title={t("methods.add")} text={t("methods.addText")}>
      <AddMethodForm action={saveMethodByLink} gateways={offeredGateways(settings, toSave)} hidden={{ token }} />
    </ViewerFrame>
  );
}
