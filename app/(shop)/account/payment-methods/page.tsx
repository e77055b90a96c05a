import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MethodCard } from "#components/account/method-card.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { CreditCard } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ownMethods } from "#lib/billing/buying/own-methods.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { isExpired } from "#lib/payments/same-method.ts";
import { choiceParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { forgetMethod, renewWithMethod } from "../actions.ts";

const PARAMS = { notice: choiceParam(["method", "removed", "added"]) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("methods.title") };
}

export default async function PaymentMethodsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { notice } = await readParams(PARAMS, searchParams);
  const [t, methods] = await Promise.all([getTranslations("account"), ownMethods(viewer.id)]);
  const add = (
    <a href="/account/payment-methods/add" className={buttonClass({ variant: "primary" })}>
      {t("methods.add")}
    </a>
  );
  return (
    <>
      <PageHeader title={t("methods.title")} description={t("methods.text")} actions={add} />
      {notice && <Alert tone="positive" title={t(`notice.${notice}`)} className="mb-6" />}
      <div className="grid gap-4">
        {methods.map((method) => (
          <MethodCard key={method.id} method={method} expired={isExpired(method, now())} choose={renewWithMethod} remove={forgetMethod} />
        ))}
      </div>
      {methods.length === 0 && (
        <EmptyState icon={<CreditCard aria-hidden />} title={t("empty.methods.title")}>
          {t("empty.methods.text")}
        </EmptyState>
      )}
    </>
  );
}
