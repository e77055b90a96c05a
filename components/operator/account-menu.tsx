"use client";
import { useLocale, useTranslations } from "next-intl";
import { Check, KeyRound, Languages, LogOut, Monitor, Moon, Sun } from "#components/ui/icons.tsx";
import { Menu } from "#components/ui/menu.tsx";

type Props = {
  name: string;
  role: string;
  languages: { code: string; label: string }[];
  chooseTheme: (theme: string) => Promise<void>;
  chooseLocale: (locale: string) => Promise<void>;
  signOut: () => Promise<void>;
};

/** Who is signed in; theme, language and the way out. */
export function AccountMenu({ name, role, languages, chooseTheme, chooseLocale, signOut }: Props) {
  const t = useTranslations("operator.account");
  const locale = useLocale();
  const themes = [
    { value: "light", icon: <Sun aria-hidden /> },
    { value: "dark", icon: <Moon aria-hidden /> },
    { value: "system", icon: <Monitor aria-hidden /> },
  ] as const;
  return (
    <Menu
      label={t("label")}
      trigger={
        <button type="button" className="flex h-9 shrink-0 items-center gap-2 rounded-lg px-1.5 text-start text-sm hover:bg-sunken">
          <span aria-hidden className="grid size-7 place-items-center rounded-full bg-brand-soft text-xs font-semibold text-brand-ink">
            {initialsOf(name)}
          </span>
          <span className="min-w-0 leading-tight max-md:sr-only">
            <span className="block max-w-36 truncate font-medium">{name}</span>
            <span className="block text-xs text-muted">{role}</span>
          </span>
        </button>
      }
      groups={[
        themes.map(({ value, icon }) => ({ label: t(`theme.${value}`), icon, onSelect: () => chooseTheme(value) })),
        languages.map(({ code, label }) => ({
          label: <span lang={code}>{label}</span>,
          icon: code === locale ? <Check aria-hidden /> : <Languages aria-hidden />,
          onSelect: () => chooseLocale(code),
        })),
        [
          { label: t("security"), icon: <KeyRound aria-hidden />, href: "/operator/security" },
          { label: t("signOut"), icon: <LogOut aria-hidden className="rtl:-scale-x-100" />, onSelect: signOut },
        ],
      ]}
    />
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
