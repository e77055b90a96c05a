"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/class-names.ts";
import { CreditCard, FileText, type IconType, LayoutGrid, LogOut, Mail, UserRound, Wallet } from "#components/ui/icons.tsx";

const PAGES: {
  name: "overview" | "invoices" | "methods" | "balance" | "messages" | "profile";
  href: string;
  within?: string[];
  Icon: IconType;
}[] = [
  { name: "overview", href: "/account", Icon: LayoutGrid },
  { name: "invoices", href: "/account/invoices", Icon: FileText },
  { name: "methods", href: "/account/payment-methods", Icon: CreditCard },
  { name: "balance", href: "/account/balance", within: ["/account/gifts"], Icon: Wallet },
  { name: "messages", href: "/account/messages", Icon: Mail },
  { name: "profile", href: "/account/profile", Icon: UserRound },
];

const look =
  "flex min-h-10 items-center rounded-control font-medium transition [&_svg]:size-4.5 [&_svg]:shrink-0 max-sm:flex-col max-sm:gap-1 max-sm:px-0.5 max-sm:py-2 max-sm:text-center max-sm:text-[0.6875rem] max-sm:leading-tight sm:gap-2.5 sm:px-3 sm:text-sm";

/** The account's pages: beside the content where there is room, else above it; on a phone as tabs, where the profile has the way out. */
export function AccountNav({ signOut }: { signOut: () => Promise<void> }) {
  const t = useTranslations("account.nav");
  const common = useTranslations("common");
  const path = usePathname();
  const current = PAGES.findLast(({ href, within = [] }) =>
    [href, ...within].some((page) => path === page || path.startsWith(`${page}/`)),
  )?.href;
  return (
    <nav aria-label={t("label")} className="gap-1 max-sm:-mx-2 max-sm:grid max-sm:grid-cols-3 sm:flex lg:sticky lg:top-8 lg:flex-col">
      {PAGES.map(({ name, href, Icon }) => (
        <a
          key={href}
          href={href}
          aria-current={href === current ? "page" : undefined}
          className={cx(look, href === current ? "bg-brand-soft text-brand-ink" : "text-muted hover:bg-sunken hover:text-ink")}
        >
          <Icon aria-hidden />
          {t(name)}
        </a>
      ))}
      <form action={signOut} className="max-sm:hidden sm:max-lg:ms-auto lg:mt-4 lg:border-t lg:pt-4">
        <button type="submit" className={cx(look, "w-full text-muted hover:bg-sunken hover:text-ink")}>
          <LogOut aria-hidden className="rtl:-scale-x-100" />
          {common("signOut")}
        </button>
      </form>
    </nav>
  );
}
