import { BalanceForm } from "#components/operator/settings/balance-form.tsx";
import { toDecimal } from "#lib/kernel/money.ts";
import { saveBalance } from "../actions.ts";
import { settingsPage, settingsTitle } from "../settings-page.ts";

export const generateMetadata = settingsTitle("balance");

export default async function BalanceSettingsPage() {
  const { settings, readOnly } = await settingsPage();
  const { market, balance } = settings;
  const typed = (minor: string, currency: string) => toDecimal({ minor: BigInt(minor), currency });
  const topUps = market.currencies.map((currency) => {
    const { amounts = [], most = null } = balance.topUps[currency] ?? {};
    return { currency, amounts: amounts.map((minor) => typed(minor, currency)), most: most ? typed(most, currency) : "" };
  });
  const expiry = market.currencies.map((currency) => {
    const { months = null, kinds = ["goodwill", "voucher"] } = balance.expiry[currency] ?? {};
    return { currency, months: months === null ? "" : String(months), kinds };
  });
  return <BalanceForm topUps={topUps} expiry={expiry} noticeDays={balance.expiryNoticeDays} action={saveBalance} readOnly={readOnly} />;
}
