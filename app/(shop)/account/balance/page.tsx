import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BalanceView } from "#components/account/balance-view.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireViewer } from "#lib/identity/session.ts";
import { walletOf } from "#lib/wallet/history.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("balance.title") };
}

export default async function BalancePage() {
  const viewer = await requireViewer();
  const [t, wallet] = await Promise.all([getTranslations("account"), walletOf(viewer.id)]);
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
      <BalanceView wallet={wallet} />
    </>
  );
}
