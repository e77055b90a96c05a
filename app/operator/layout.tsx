import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountMenu } from "#components/operator/account-menu.tsx";
import { CommandPalette } from "#components/operator/command-palette.tsx";
import { ROOMS } from "#components/operator/navigation.ts";
import { Shell } from "#components/operator/shell.tsx";
import type { TextNames } from "#components/ui/client-texts.tsx";
import { Document } from "#components/ui/document.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { LOCALE_NAMES } from "#i18n/locales.ts";
import { may } from "#lib/identity/roles.ts";
import { currentOperator } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { Notices } from "./notices.tsx";
import { chooseLocale, chooseTheme, find, signOut } from "./shell-actions.ts";

/** Made for one reader at a time: nothing of it is prepared while building, when there is no database. */
export const dynamic = "force-dynamic";

/** Of the frame, and of the actions that stand in several rooms; a room with forms of its own names theirs in its layout. */
const TEXTS = [
  "operator.nav",
  "operator.search",
  "operator.list",
  "operator.account",
  "operator.clock",
  "operator-reasons",
  "operator-subscriptions.action",
  "operator-invoices.action",
  "operator-invoices.record",
  "operator-transactions.refund",
  "operator-customers.balance",
  "operator-customers.login",
  "operator-customers.methodLink",
  "operator-customers.askVat",
  "operator-customers.exemption",
  "operator-customers.terms",
  "operator-customers.charges",
  "operator-events.replay",
] satisfies TextNames;

export async function generateMetadata(): Promise<Metadata> {
  const { brand } = await requestSettings();
  return { title: { template: `%s · ${brand.name}`, default: brand.name }, robots: { index: false, follow: false } };
}

/** Signed out, only the sign-in pages render, without the frame; every other page redirects there by itself. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const [operator, settings, t] = await Promise.all([currentOperator(), requestSettings(), getTranslations("operator")]);
  if (!operator) return <Document brand={settings.brand}>{children}</Document>;
  const closed = ROOMS.flatMap((group) => group.rooms).flatMap(({ name, needs }) => (needs && !may(operator.role, needs) ? [name] : []));
  return (
    <Document brand={settings.brand} texts={TEXTS}>
      <ToastProvider>
        <Shell
          brand={settings.brand}
          closed={closed}
          search={<CommandPalette find={find} closed={closed} />}
          account={
            <AccountMenu
              name={operator.name}
              role={t(`role.${operator.role}`)}
              languages={settings.market.locales.map((code) => ({ code, label: LOCALE_NAMES[code] }))}
              chooseTheme={chooseTheme}
              chooseLocale={chooseLocale}
              signOut={signOut}
            />
          }
          notices={<Notices operator={operator} settings={settings} />}
        >
          {children}
        </Shell>
      </ToastProvider>
    </Document>
  );
}
