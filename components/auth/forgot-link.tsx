"use client";
import { useTranslations } from "next-intl";
import { useForm } from "#components/forms/form.tsx";

/** To "forgotten password", with the address that was typed into the form around it. */
export function ForgotLink({ href }: { href: string }) {
  const t = useTranslations("auth");
  const { state } = useForm();
  return (
    <a
      href={withEmail(href, state.values?.email)}
      data-forgot
      data-back
      onClick={(event) => {
        const form = event.currentTarget.closest("form");
        if (form) event.currentTarget.href = withEmail(href, new FormData(form).get("email"));
      }}
      className="justify-self-center text-sm text-brand-ink hover:underline"
    >
      {t("passwordForgotten")}
    </a>
  );
}

function withEmail(href: string, email: unknown): string {
  if (typeof email !== "string" || !email) return href;
  return `${href}${href.includes("?") ? "&" : "?"}${new URLSearchParams({ email })}`;
}
