import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BalanceView } from "#components/account/balance-view.tsx";
import { TopUpForm } from "#components/account/top-up-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireViewer } from "#lib/identity/session.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { expiringOf } from "#lib/wallet/expiring.ts";
import { walletOf } from "#lib/wallet/history.ts";
import { topUpChoices } from "#lib/wallet/top-up-choices.ts";
import { choiceParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { payIn } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("balance.title") };
}

const PARAMS = { notice: choiceParam(["topped-up", "redeemed"]) };

export default async function BalancePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { notice } = await readParams(PARAMS, searchParams);
  const settings = await requestSettings();
  const [t, wallet, expiring] = await Promise.all([getTranslations("account"), walletOf(viewer.id), expiringOf(viewer.id, settings)]);
  const held = (currency: string) => wallet.balances.find((balance) => balance.currency === currency)?.minor ?? 0n;
  const choices = settings.market.currencies.flatMap((currency) => topUpChoices(currency, held(currency), settings));
  return (
    <>
      <PageHeader
        title={t("balance.title")}
        description={t("balance.text")}
        actions={
          <>
            <a href="/redeem" className={buttonClass({})}>
              {t("balance.redeem")}
            </a>
            <a href="/account/gifts" className={buttonClass({})}>
              {t("gifts.title")}
            </a>
          </>
        }
      />
      {notice && <Alert tone="positive" title={t(notice === "redeemed" ? "balance.redeemed" : "balance.topUp.done")} className="mb-6" />}
      <BalanceView wallet={wallet} expiring={expiring} />
      {choices.length > 0 && (
        <TopUpForm choices={choices} gateways={offeredGateways(settings, { amount: choices[0], country: viewer.country })} action={payIn} />
      )}
    </>
  );
}
