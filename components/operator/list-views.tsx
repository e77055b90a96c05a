import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/class-names.ts";
import { Users } from "#components/ui/icons.tsx";
import type { LookedAt } from "./list-table.tsx";
import { ChangeView } from "./view-forms/change-view.tsx";
import { SaveView } from "./view-forms/save-view.tsx";

/** The saved views of a list, each a link to what it asks for; and what may be done with that in force. `readable`: what is asked for now can be kept. */
export function ListViews({ path, look, readable }: { path: string; look: LookedAt; readable: boolean }) {
  const t = useTranslations("operator.list.view");
  const { list, views, query, mayShare, save, change, remove } = look;
  const current = views.find((view) => view.query === query);
  return (
    <div className="mb-2 flex min-h-8 items-center gap-1 pe-32 md:pe-42">
      {views.length > 0 && (
        <nav aria-label={t("label")} className="flex min-w-0 gap-1 overflow-x-auto py-0.5">
          <ViewLink href={path} current={query === ""}>
            {t("all")}
          </ViewLink>
          {views.map(({ id, name, query: asked, shared, of }) => (
            <ViewLink key={id} href={`${path}?${asked}`} current={id === current?.id} title={of ? t("of", { name: of }) : undefined}>
              {shared && <Users aria-label={t("shared")} className="size-3.5 shrink-0 text-faint" />}
              <bdi className="max-w-48 truncate">{name}</bdi>
            </ViewLink>
          ))}
        </nav>
      )}
      {current ? (
        <ChangeView key={`${current.id} ${current.name} ${current.shared}`} view={current} {...{ path, mayShare, change, remove }} />
      ) : (
        readable && query !== "" && <SaveView key={query} {...{ list, query, mayShare, save }} />
      )}
    </div>
  );
}

function ViewLink({ href, current, title, children }: { href: string; current: boolean; title?: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      title={title}
      aria-current={current ? "page" : undefined}
      className={cx(
        "inline-flex min-h-7 items-center gap-1.5 rounded-full px-3 text-sm whitespace-nowrap transition",
        current ? "bg-brand-soft font-medium text-brand-ink" : "text-muted hover:bg-sunken hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
