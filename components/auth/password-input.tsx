"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps, MouseEvent } from "react";
import { Input } from "#components/forms/controls.tsx";
import { Eye, EyeOff } from "#components/ui/icons.tsx";

/** A password that can be looked at while it is typed. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, "type">) {
  const t = useTranslations("auth");
  return (
    <div className="relative" dir="ltr">
      <Input {...props} type="password" className="pe-12" autoCapitalize="none" spellCheck={false} />
      <button
        type="button"
        aria-label={t("showPassword")}
        aria-pressed={false}
        data-shows
        onClick={toggle}
        className="group absolute inset-y-0 end-0 grid w-11 place-items-center rounded-control text-muted hover:text-ink"
      >
        <Eye aria-hidden className="size-4.5 group-aria-pressed:hidden" />
        <EyeOff aria-hidden className="hidden size-4.5 group-aria-pressed:block" />
      </button>
    </div>
  );
}

/** As lib/web/http/form-script.js does it on pages without the framework. */
function toggle({ currentTarget: button }: MouseEvent<HTMLButtonElement>) {
  const shown = button.ariaPressed !== "true";
  button.ariaPressed = String(shown);
  button.parentElement?.querySelector("input")?.setAttribute("type", shown ? "text" : "password");
}
