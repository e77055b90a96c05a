"use client";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import {
  Contact,
  CreditCard,
  FileText,
  type IconType,
  LayoutTemplate,
  LoaderCircle,
  MessagesSquare,
  Repeat,
  Search,
  Settings,
  TicketPercent,
  Tv,
  Zap,
} from "#components/ui/icons.tsx";
import type { Found } from "#lib/web/lists/search-everything.ts";
import { MORE_ROOMS, ROOMS } from "./navigation.ts";

const ICONS: Record<Found["kind"], IconType> = {
  action: Zap,
  customer: Contact,
  subscription: Repeat,
  transaction: CreditCard,
  invoice: FileText,
  message: MessagesSquare,
  plan: Tv,
  coupon: TicketPercent,
  template: LayoutTemplate,
  setting: Settings,
};
const KIND_ORDER = Object.keys(ICONS) as Found["kind"][];

type Props = { find: (query: string) => Promise<Found[]>; closed: string[]; open: boolean; setOpen: (open: boolean) => void };

/** The search itself: rooms by their name, and what `find` brings. */
export default function CommandDialog({ find, closed, open, setOpen }: Props) {
  const t = useTranslations("operator.search");
  const roomName = useTranslations("operator.nav");
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { found, searching } = useFindings(find, query);

  const go = (href: string) => {
    setOpen(false);
    setQuery("");
    router.push(href);
  };
  const rooms = [...ROOMS.flatMap((group) => group.rooms), ...(query.trim() ? MORE_ROOMS : [])].filter(
    ({ name }) => !closed.includes(name) && matches(roomName(name), query),
  );

  return (
    <Command.Dialog
      open={open}
      onOpenChange={setOpen}
      shouldFilter={false}
      label={t("label")}
      overlayClassName="fixed inset-0 z-50 bg-black/45 backdrop-blur-[2px]"
      contentClassName="fixed inset-x-3 top-[8dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-card border bg-raised shadow-float outline-none"
    >
      <div className="flex items-center gap-3 border-b px-4">
        {searching ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin text-muted" />
        ) : (
          <Search aria-hidden className="size-4 text-muted" />
        )}
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder={t("placeholder")}
          className="h-13 w-full bg-transparent text-base outline-none placeholder:text-faint"
        />
      </div>
      <Command.List className="max-h-[60dvh] overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint">
        <Command.Empty className="px-4 py-10 text-center text-sm text-muted">{searching ? t("searching") : t("none")}</Command.Empty>
        {KIND_ORDER.map((kind) => {
          const Icon = ICONS[kind];
          const items = found.filter((item) => item.kind === kind);
          return (
            items.length > 0 && (
              <Command.Group key={kind} heading={t(`kind.${kind}`)}>
                {items.map((item) => (
                  <Item key={`${kind} ${item.href}`} value={`${kind} ${item.href}`} disabled={searching} onSelect={() => go(item.href)}>
                    <Icon aria-hidden className="size-4 shrink-0 text-faint" />
                    <span className="min-w-0 flex-1 truncate">
                      <bdi className="font-medium">{item.title}</bdi> <bdi className="text-muted">{item.detail}</bdi>
                    </span>
                    {item.status && <span className="text-xs text-muted">{item.status}</span>}
                    <bdi className="figures text-xs text-faint">{item.number}</bdi>
                  </Item>
                ))}
              </Command.Group>
            )
          );
        })}
        {rooms.length > 0 && (
          <Command.Group heading={t("rooms")}>
            {rooms.map(({ name, href, Icon }) => (
              <Item key={name} value={name} onSelect={() => go(href)}>
                <Icon aria-hidden className="size-4 shrink-0 text-faint" />
                {roomName(name)}
              </Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command.Dialog>
  );
}

function Item({ className: _, ...rest }: React.ComponentProps<typeof Command.Item>) {
  return (
    <Command.Item
      className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 text-sm data-[selected=true]:bg-brand-soft data-[selected=true]:text-brand-ink"
      {...rest}
    />
  );
}

function matches(label: string, query: string): boolean {
  const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  return folded(label).includes(folded(query));
}

/** Asks once the typing pauses; an answer to an older question is dropped, and what it found before is for nobody to choose while it is `searching`. */
function useFindings(find: (query: string) => Promise<Found[]>, query: string) {
  const [found, setFound] = useState<Found[]>([]);
  const [searching, setSearching] = useState(false);
  const latest = useRef(0);
  useEffect(() => {
    const turn = ++latest.current;
    if (!query.trim()) {
      setFound([]);
      setSearching(false);
      return;
    }
    setSearching(true);
    const timer = setTimeout(async () => {
      const answer = await find(query).catch(() => []);
      if (turn !== latest.current) return;
      setFound(answer);
      setSearching(false);
    }, 100);
    return () => clearTimeout(timer);
  }, [find, query]);
  return { found, searching };
}
