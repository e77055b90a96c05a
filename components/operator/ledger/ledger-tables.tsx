import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { LedgerAccount, LedgerMonth } from "#lib/reports/ledger.ts";
import { SparseAmount, useMonthName } from "../in-months.tsx";
import { useGatewayName } from "../plugin-names.ts";

type Props = { accounts: LedgerAccount[]; currency: string };

const COLUMNS = ["opening", "debit", "credit", "closing"] as const;

/** What was posted in the last of the months, and what each account had before and has after it; `running`: it is not over. */
export function TrialBalance({ accounts, currency, running }: Props & { running: boolean }) {
  const t = useTranslations("operator-ledger");
  const monthName = useMonthName();
  const last = accounts.map(({ account, months }) => ({ account, ...months[months.length - 1] }));
  const sum = (column: (typeof COLUMNS)[number]) => last.reduce((all, row) => all + row[column], 0n);
  return (
    <>
      <h2 className="mb-3 flex items-center gap-2 text-lg font-semibold">
        {monthName(last[0].month)} {running && <Badge>{t("running")}</Badge>}
      </h2>
      <Table label={t("month.title")}>
        <thead>
          <tr>
            <Th>{t("account")}</Th>
            {COLUMNS.map((column) => (
              <Th key={column} numeric title={t(`meaning.${column}`)}>
                {t(`column.${column}`)}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {last.map((row) => (
            <Tr key={row.account}>
              <Td>
                <AccountName account={row.account} />
              </Td>
              {COLUMNS.map((column) => (
                <Td key={column} numeric className={column === "closing" ? "font-medium" : undefined}>
                  <SparseAmount minor={row[column]} currency={currency} />
                </Td>
              ))}
            </Tr>
          ))}
          <Tr className="font-semibold">
            <Td>{t("sum")}</Td>
            {COLUMNS.map((column) => (
              <Td key={column} numeric>
                <SparseAmount minor={sum(column)} currency={currency} />
              </Td>
            ))}
          </Tr>
        </tbody>
      </Table>
    </>
  );
}

/** What each account had when each of the months ended. */
export function BalanceTable({ accounts, currency }: Props) {
  const t = useTranslations("operator-ledger");
  const monthName = useMonthName();
  return (
    <Table label={t("balances.title")}>
      <thead>
        <tr>
          <Th>{t("account")}</Th>
          {accounts[0].months.map(({ month }: LedgerMonth) => (
            <Th key={month} numeric>
              {monthName(month)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ account, months }) => (
          <Tr key={account}>
            <Td>
              <AccountName account={account} />
            </Td>
            {months.map(({ month, closing }) => (
              <Td key={month} numeric>
                <SparseAmount minor={closing} currency={currency} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

const NAMED = [
  "receivable",
  "deferred",
  "revenue",
  "tax",
  "fees",
  "written_off",
  "disputes",
  "goodwill",
  "breakage",
  "bank",
  "exchange",
  "suspense",
  "balance",
  "forgiven",
] as const;
type Named = (typeof NAMED)[number];

/** An account in the reader's words, with what is on it on hover; of a gateway's money, the gateway's name. */
function AccountName({ account }: { account: string }) {
  const t = useTranslations("operator-ledger");
  const gatewayName = useGatewayName();
  const isNamed = (name: string): name is Named => (NAMED as readonly string[]).includes(name);
  const [name, meaning] = isNamed(account)
    ? [t(`name.${account}`), t(`what.${account}`)]
    : [t("name.cash", { gateway: gatewayName(account.replace(/^cash:/, "")) }), t("what.cash")];
  return (
    <Tooltip content={meaning}>
      <span className="cursor-help whitespace-nowrap underline decoration-dotted decoration-line-strong underline-offset-4">{name}</span>
    </Tooltip>
  );
}
