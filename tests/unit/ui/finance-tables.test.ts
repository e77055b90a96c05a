import { NextIntlClientProvider } from "next-intl";
import { type ComponentProps, createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AgesTable } from "#components/operator/finance/ages-table.tsx";
import { GatewayMoneyTable } from "#components/operator/finance/gateway-money-table.tsx";
import { LedgerLine } from "#components/operator/finance/ledger-line.tsx";
import { BalanceMonths, VoucherMonths } from "#components/operator/finance/liability-tables.tsx";
import { TaxTable } from "#components/operator/finance/tax-table.tsx";
import { SpanName } from "#components/operator/in-months.tsx";
import { messagesOf } from "#i18n/messages.ts";

/** A text that is missing is an error. */
function shown(locale: "en" | "ar", ...parts: ReactElement[]): string {
  const onError = (error: Error) => {
    throw error;
  };
  const texts = { locale, messages: messagesOf(locale) as object, timeZone: "UTC", onError };
  const inWords = (children: ReactElement) =>
    createElement<ComponentProps<typeof NextIntlClientProvider>>(NextIntlClientProvider, { ...texts, children });
  return parts.map((part) => renderToStaticMarkup(inWords(part))).join("");
}

const currency = "EUR";
const ledgerLine = (ledger: bigint) => createElement(LedgerLine, { shown: 95n, ledger, currency });
const amounts = { billedNet: 1000n, billedTax: 190n, creditedNet: 500n, creditedTax: 95n, tax: 95n };
const balance = { opening: 0n, toppedUp: 2500n, returned: 0n, given: 100n, spent: -1000n, expired: 0n, takenBack: 0n, closing: 1600n };
const voucher = { opening: 0n, made: 5000n, redeemed: -1000n, expired: 0n, revoked: 0n, closing: 4000n };
const money = { opening: 0n, charged: 1000n, refunded: -300n, disputed: 0n, fees: -20n, paidOut: -500n, other: 0n, closing: 180n };
const report = { ages: [{ age: "to_30" as const, count: 2, left: 3000n }], unpaid: 3000n, owedBack: -500n, receivable: 2500n };

it.each(["en", "ar"] as const)("reports for finance have a definition at each figure, and lead to what is behind it (%s)", (locale) => {
  const page = shown(
    locale,
    createElement(SpanName, { from: Temporal.PlainYearMonth.from("2026-10"), count: 3, running: "…" }),
    createElement(TaxTable, { rows: [{ country: "DE", ratePpm: 190_000, treatment: "standard", ...amounts }], currency }),
    ledgerLine(95n),
    createElement(AgesTable, { report, currency, chosen: null, hrefOf: (age) => `?age=${age}` }),
    createElement(BalanceMonths, { rows: [{ month: "2026-10", ...balance }], currency }),
    createElement(VoucherMonths, { rows: [{ month: "2026-10", ...voucher }], currency }),
    createElement(GatewayMoneyTable, { rows: [{ gateway: "sandbox", ...money }], currency, hrefOf: (id) => `/operator/gateways/${id}` }),
  );
  expect(page).toContain('href="?age=to_30"');
  expect(page).toContain('href="/operator/gateways/sandbox"');
  const headings = page.match(/<th [^>]*>/g) ?? [];
  // The months of two tables, and the ways to pay.
  expect(headings.filter((heading) => !heading.includes("title=")).length).toBe(3);
});

it("says what the ledger has where it is something else", () => {
  expect(shown("en", ledgerLine(94n))).toContain("€0.94");
});
