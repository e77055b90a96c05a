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
  return <BalanceForm topUps={topUps} action={saveBalance} readOnly={readOnly} />;
}
