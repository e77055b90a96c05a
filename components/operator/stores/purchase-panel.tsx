import Link from "next/link";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { DetailsPanel, PanelSection } from "#components/operator/details-panel.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { PurchaseDetails } from "#lib/reports/store-purchases.ts";
import type { PurchaseChange } from "#lib/stores/changes.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { Timeline } from "../timeline.tsx";
import { PurchaseBadge } from "./purchase-badge.tsx";

type Props = { purchase: PurchaseDetails; closeHref: string; link?: FormAction<void>; letTest?: FormAction<void> };

/** A purchase as its store has it, whose it is, and all that befell it. */
export function PurchasePanel({ purchase, closeHref, link, letTest }: Props) {
  const t = useTranslations("operator-stores");
  const { id, store, productId, status, customer, plan, expiresAt, renews, shared, test, price, currency, reference, events } = purchase;
  return (
    <DetailsPanel title={store} badge={<PurchaseBadge status={status} />} closeHref={closeHref}>
      <PanelSection title={t("purchase")}>
        <Facts>
          <Fact label={t("column.viewer")}>
            {customer ? (
              <Link href={`/operator/customers/${customer.id}`} className="text-brand-ink hover:underline">
                <bdi>{customer.name}</bdi>
              </Link>
            ) : (
              <span className="text-muted">{t("nobody")}</span>
            )}
          </Fact>
          <Fact label={t("column.plan")}>
            {plan ? (
              <Link href={`/operator/plans/${plan.id}`} className="text-brand-ink hover:underline">
                <bdi>{plan.name}</bdi>
              </Link>
            ) : (
              <span className="text-muted">{t("noPlan")}</span>
            )}
          </Fact>
          <Fact label={t("product")}>
            <bdi className="font-mono break-all">{productId}</bdi>
          </Fact>
          {expiresAt && (
            <Fact label={t("column.until")}>
              <DateTime value={expiresAt} /> {!renews && <span className="text-muted">({t("endsThen")})</span>}
            </Fact>
          )}
          {price !== null && currency && (
            <Fact label={t("collected")}>
              <Money value={{ minor: price, currency }} />
            </Fact>
          )}
          {shared && <Fact label={t("family")}>{t("familyText")}</Fact>}
          {test && <Fact label={t("test")}>{t(customer?.storeTester ? "testCounts" : "testText")}</Fact>}
          <Fact label={t("reference")}>
            <bdi className="font-mono text-xs break-all">{reference}</bdi>
          </Fact>
        </Facts>
      </PanelSection>
      {link && (
        <PanelSection title={t(customer ? "move" : "link")}>
          <Form action={link} className="grid gap-2">
            <input type="hidden" name="purchaseId" value={id} />
            <FormMessage />
            <Field name="email" label={t("email")} hint={t("emailHint")}>
              <Input type="email" dir="ltr" autoComplete="off" className="text-sm!" />
            </Field>
            <SubmitButton size="sm" variant="secondary" className="justify-self-end">
              {t(customer ? "move" : "link")}
            </SubmitButton>
          </Form>
        </PanelSection>
      )}
      {letTest && test && customer && <LetTest id={id} allowed={customer.storeTester !== null} action={letTest} />}
      <PanelSection title={t("history")}>
        <Timeline
          entries={events.map(({ id: key, at, type, detail }) => ({
            id: key,
            at,
            title: t(`change.${type as PurchaseChange["type"]}`),
            detail: detail && <Detail text={detail} />,
          }))}
        />
      </PanelSection>
    </DetailsPanel>
  );
}

function LetTest({ id, allowed, action }: { id: string; allowed: boolean; action: FormAction<void> }) {
  const t = useTranslations("operator-stores.tester");
  return (
    <PanelSection title={t("title")}>
      <Form action={action} className="grid gap-2">
        <input type="hidden" name="purchaseId" value={id} />
        <input type="hidden" name="allowed" value={allowed ? "" : "on"} />
        <FormMessage />
        <p className="text-sm text-muted">{t("text")}</p>
        <SubmitButton size="sm" variant="secondary" className="justify-self-end">
          {t(allowed ? "end" : "allow")}
        </SubmitButton>
      </Form>
    </PanelSection>
  );
}

/** Until when it is paid, or the product that it became. */
function Detail({ text }: { text: string }) {
  const t = useTranslations("operator-stores");
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? (
    <>
      {t("column.until")} <DateTime value={new Date(text)} />
    </>
  ) : (
    <bdi className="font-mono text-xs">{text}</bdi>
  );
}
