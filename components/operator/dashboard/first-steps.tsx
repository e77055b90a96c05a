import { useTranslations } from "next-intl";
import { isClosed } from "#components/operator/place-link.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ArrowRight, CircleCheck, CircleDashed } from "#components/ui/icons.tsx";
import type { ShopProgress } from "#lib/reports/shop-progress.ts";

/** What a new shop still needs before its first sale. */
export function FirstSteps({
  progress,
  canTakePayments,
  shopAddress,
  closed,
}: {
  progress: ShopProgress;
  canTakePayments: boolean;
  shopAddress: string;
  /** Where this operator may not go. */
  closed: string[];
}) {
  const t = useTranslations("operator.dashboard.first");
  const steps = [
    { name: "plan", done: progress.onSale, href: "/operator/plans/new" },
    { name: "payments", done: canTakePayments, href: "/operator/settings/gateways" },
    { name: "share", done: progress.visited, href: "/" },
  ] as const;
  const next = steps.findIndex((step) => !step.done);
  return (
    <Section title={t("title")} description={t("description")}>
      <ol className="grid gap-3 md:grid-cols-3">
        {steps.map(({ name, done, href }, index) => (
          <li key={name} className="flex flex-col gap-2 rounded-xl border p-4">
            <p className="flex items-center gap-2 font-medium">
              {done ? (
                <CircleCheck aria-label={t("done")} className="size-5 text-positive" />
              ) : (
                <CircleDashed aria-hidden className="size-5 text-faint" />
              )}
              {t(`${name}.title`)}
            </p>
            <p className="flex-1 text-sm text-muted">{t(`${name}.text`)}</p>
            <div className="flex items-center gap-1">
              {!isClosed(href, closed) && (
                <ButtonLink href={href} size="sm" variant={index === next ? "primary" : "secondary"} prefetch={false}>
                  {t(`${name}.action`)}
                  <ArrowRight aria-hidden className="rtl:-scale-x-100" />
                </ButtonLink>
              )}
              {name === "share" && <CopyButton value={shopAddress} label={t("share.copy")} />}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
