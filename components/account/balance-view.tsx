import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Wallet as WalletIcon } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Expiring } from "#lib/wallet/expiring.ts";
import type { BalanceMovement, Wallet } from "#lib/wallet/history.ts";

/** What the viewer has with us, how long it may be spent, and how it came to that. */
export function BalanceView({ wallet: { balances, history }, expiring }: { wallet: Wallet; expiring: Expiring[] }) {
  const t = useTranslations("account.balance");
  if (history.length === 0)
    return (
      <EmptyState icon={<WalletIcon aria-hidden />} title={t("empty.title")}>
        {t("empty.text")}
      </EmptyState>
    );
  return (
    <div className="grid gap-6">
      <Card>
        {balances.length === 0 && <p className="text-muted">{t("nothing")}</p>}
        <ul className="flex flex-wrap gap-x-10 gap-y-3">
          {balances.map((balance) => (
            <li key={balance.currency}>
              <Money value={balance} className="figures text-3xl font-semibold" />
            </li>
          ))}
        </ul>
        {expiring.length > 0 && (
          <ul className="mt-3 grid gap-1 text-sm text-muted">
            {expiring.map(({ left, expiresAt }) => (
              <li key={`${left.currency} ${expiresAt.getTime()}`}>
                {t.rich("expires", {
                  amount: () => <Money value={left} />,
                  date: () => <DateTime value={new Date(expiresAt.getTime() - 1)} dateOnly />,
                })}
              </li>
            ))}
          </ul>
        )}
      </Card>
      <section aria-labelledby="movements" className="grid gap-3">
        <h2 id="movements" className="text-lg font-semibold">
          {t("history")}
        </h2>
        <ul className="divide-y overflow-hidden rounded-card border bg-surface shadow-card">
          {history.map((movement) => (
            <Movement key={movement.id} movement={movement} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Movement({ movement: { at, currency, amount, left, cause, planName, invoiceNumber } }: { movement: BalanceMovement }) {
  const t = useTranslations("account.balance");
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3.5 sm:px-5">
      <div className="min-w-0">
        <p className="font-medium">
          {t(`cause.${cause}`)}
          {planName && cause !== "top_up" && (
            <>
              {" "}
              <bdi>{planName}</bdi>
            </>
          )}
        </p>
        <p className="text-sm text-muted">
          <DateTime value={at} dateOnly />
          {invoiceNumber && (
            <>
              {" · "}
              <bdi>{invoiceNumber}</bdi>
            </>
          )}
        </p>
      </div>
      <div className="figures ms-auto text-end">
        <Money value={{ minor: amount, currency }} className={amount > 0n ? "font-medium text-positive" : "font-medium"} />
        <p className="text-sm text-muted">{t.rich("left", { amount: () => <Money value={{ minor: left, currency }} /> })}</p>
      </div>
    </li>
  );
}
