import { useTranslations } from "next-intl";
import { Check, Minus, X } from "#components/ui/icons.tsx";
import type { KeyState } from "#lib/web/settings/integrations.ts";

/** The environment's keys by name, present or missing. Their values are never here. */
export function KeyList({ keys }: { keys: KeyState[] }) {
  const t = useTranslations("operator-settings.keys");
  return (
    <ul className="grid gap-1.5 text-sm">
      {keys.map(({ name, present, required }) => {
        const state = present ? "present" : required ? "missing" : "absent";
        const look = { present: "text-positive", missing: "text-negative", absent: "text-faint" }[state];
        const Icon = { present: Check, missing: X, absent: Minus }[state];
        return (
          <li key={name} className="flex flex-wrap items-center gap-x-2">
            <Icon aria-hidden className={`size-4 ${look}`} />
            <code className="text-[0.8125rem]">{name}</code>
            <span className={look}>{t(state)}</span>
          </li>
        );
      })}
    </ul>
  );
}
