import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense } from "react";
import { BusyBar } from "./busy-bar.tsx";
import { NavigationDrawer } from "./navigation-drawer.tsx";
import { Sidebar } from "./sidebar.tsx";

/** The frame of every operator's page: rooms at the side, search and account on top, notices under them. */
export function Shell({
  brand,
  closed,
  search,
  account,
  notices,
  children,
}: {
  brand: { name: string; logo: string };
  closed: string[];
  search: ReactNode;
  account: ReactNode;
  notices?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations();
  const mark = (
    <Link href="/operator" className="flex min-w-0 items-center gap-2 font-semibold">
      {brand.logo ? (
        <img src={brand.logo} alt={brand.name} className="max-h-7 max-w-40" />
      ) : (
        <>
          <span aria-hidden className="grid size-7 shrink-0 place-items-center rounded-lg bg-brand text-sm text-on-brand">
            {[...brand.name][0]?.toUpperCase()}
          </span>
          <span className="truncate">{brand.name}</span>
        </>
      )}
    </Link>
  );
  return (
    <div className="lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <Suspense>
        <BusyBar label={t("common.loading")} />
      </Suspense>
      <a
        href="#content"
        className="sr-only z-60 rounded-lg bg-brand px-4 py-2 text-on-brand focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t("common.skipToContent")}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 overflow-y-auto border-e bg-surface p-3 lg:flex">
        <div className="flex h-8 items-center px-2.5">{mark}</div>
        <Sidebar closed={closed} />
      </aside>
      <div className="min-w-0">
        <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-surface/90 px-3 backdrop-blur sm:px-5">
          <NavigationDrawer brand={mark} closed={closed} />
          {search}
          <div className="ms-auto">{account}</div>
        </header>
        {notices}
        <main id="content" tabIndex={-1} className="mx-auto max-w-[100rem] px-3 py-5 outline-none sm:px-5 lg:px-7">
          {children}
        </main>
      </div>
    </div>
  );
}
