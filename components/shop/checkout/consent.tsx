import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Checkbox } from "#components/forms/choices.tsx";

/** What a viewer agrees to with an order. */
export function Consent() {
  const t = useTranslations("checkout");
  return (
    <Checkbox
      name="consent"
      label={t.rich("consent", {
        terms: (text) => <PageLink page="terms">{text}</PageLink>,
        privacy: (text) => <PageLink page="privacy">{text}</PageLink>,
      })}
    />
  );
}

function PageLink({ page, children }: { page: string; children: ReactNode }) {
  return (
    <a href={`/legal/${page}`} target="_blank" rel="noreferrer" className="text-brand-ink underline underline-offset-4">
      {children}
    </a>
  );
}
