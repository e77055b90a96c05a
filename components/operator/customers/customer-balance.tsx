import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { BalanceMovement, Wallet } from "#lib/wallet/history.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { GiveCredit } from "./give-credit.tsx";

type Props = {
  customerId: string;
  wallet: Wallet;
  currencies: string[];
  /** Absent for who may only look. */
  credit?: FormAction<void>;
};

/** What a viewer has with us, and the newest movements of it. */
export function CustomerBalance({ customerId, wallet: { balances, history }, currencies, credit }: Props) {
  const t = useTranslations("operator-customers.balance");
  return (
    <div className="grid gap-4 text-sm">
      {balances.length === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <p className="figures flex flex-wrap gap-x-6 gap-y-1 text-lg font-semibold">
          {balances.map((balance) => (
            <Money key={balance.currency} value={balance} />
          ))}
        </p>
      )}
      {history.length > 0 && (
        <ul className="grid gap-2">
          {history.map((movement) => (
            <Movement key={movement.id} movement={movement} />
          ))}
        </ul>
      )}
      {credit && (
        <GiveCredit
          customerId={customerId}
          currencies={[...new Set([...currencies, ...balances.map(({ currency }) => currency)])]}
          action={credit}
        />
      )}
    </div>
  );
}

function Movement({ movement: { at, currency, amount, cause, planName, invoiceNumber, reason } }: { movement: BalanceMovement }) {
  const t = useTranslations("operator-customers.balance");
  return (
    <li className="flex items-baseline justify-between gap-3">
      <span className="min-w-0">
        {t(`cause.${cause}`)} {planName && <bdi>{planName}</bdi>}{" "}
        {invoiceNumber && <bdi className="figures text-muted">{invoiceNumber}</bdi>}
        {reason && (
          <span dir="auto" className="block text-muted">
            {reason}
          </span>
        )}
        <DateTime value={at} className="block text-xs text-muted" />
      </span>
      <Money value={{ minor: amount, currency }} className="figures whitespace-nowrap" />
    </li>
  );
}
