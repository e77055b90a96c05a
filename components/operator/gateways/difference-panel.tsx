import Link from "next/link";
import { useTranslations } from "next-intl";
import { Input, Select, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { DetailsPanel, PanelSection } from "#components/operator/details-panel.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { DifferenceDetails } from "#lib/reports/gateway-differences.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { payoutHref } from "#lib/web/lists/gateway-links.ts";
import { DecisionBadge } from "./difference-table.tsx";

type Actions = { link: FormAction<void>; decide: FormAction<void> };
type Props = { difference: DifferenceDetails; closeHref: string; actions?: Actions };

/** What differs, what it means, and what an operator can do about it. */
export function DifferencePanel({ difference, closeHref, actions }: Props) {
  const t = useTranslations("operator-gateways.difference");
  const {
    id,
    kind,
    subject,
    paymentReference,
    currency,
    theirs,
    ours,
    ourCurrency,
    text,
    at,
    foundAt,
    transaction,
    payout,
    decision,
    decidedAt,
    decidedBy,
    note,
  } = difference;
  return (
    <DetailsPanel title={t(`kind.${kind}.label`)} badge={<DecisionBadge decision={decision} />} closeHref={closeHref}>
      <p className="mb-4 text-sm text-muted">{t(`kind.${kind}.meaning`)}</p>
      <PanelSection title={t("facts")}>
        <Facts>
          {theirs !== null && (
            <Fact label={t("theirs")}>
              <Money value={{ minor: theirs, currency }} />
            </Fact>
          )}
          {ours !== null && (
            <Fact label={t("ours")}>
              <Money value={{ minor: ours, currency: ourCurrency ?? currency }} />
            </Fact>
          )}
          <Fact label={t("reference")}>
            <bdi dir="ltr" className="font-mono text-xs break-all">
              {subject}
            </bdi>
          </Fact>
          {paymentReference && paymentReference !== subject && (
            <Fact label={t("payment")}>
              <bdi dir="ltr" className="font-mono text-xs break-all">
                {paymentReference}
              </bdi>
            </Fact>
          )}
          {text && (
            <Fact label={t("said")}>
              <bdi className="break-words">{text}</bdi>
            </Fact>
          )}
          {transaction && (
            <Fact label={t("transaction")}>
              <Link href={`/operator/transactions?open=${transaction.id}`} className="text-brand-ink hover:underline">
                #{transaction.number}
              </Link>
            </Fact>
          )}
          {payout && (
            <Fact label={t("payout")}>
              <Link href={payoutHref(payout.gateway, payout.id)} className="text-brand-ink hover:underline">
                <bdi dir="ltr" className="font-mono text-xs break-all">
                  {payout.reference}
                </bdi>
              </Link>
            </Fact>
          )}
          <Fact label={t("made")}>
            <DateTime value={at} />
          </Fact>
          <Fact label={t("found")}>
            <DateTime value={foundAt} />
          </Fact>
        </Facts>
      </PanelSection>
      {decidedAt && decision && (
        <PanelSection title={t(`decision.${decision}`)}>
          {note && (
            <p dir="auto" className="text-sm whitespace-pre-wrap">
              {note}
            </p>
          )}
          <p className="mt-1 text-xs text-muted">
            {decidedBy && (
              <>
                <bdi>{decidedBy}</bdi> ·{" "}
              </>
            )}
            <DateTime value={decidedAt} />
          </p>
        </PanelSection>
      )}
      {!decidedAt && actions && kind === "PAYMENT_UNKNOWN" && <LinkForm id={id} action={actions.link} />}
      {!decidedAt && actions && (
        <DecideForm id={id} action={actions.decide} title={t(kind === "PAYMENT_UNKNOWN" ? "decide.title" : "decide.alone")} />
      )}
    </DetailsPanel>
  );
}

function LinkForm({ id, action }: { id: string; action: FormAction<void> }) {
  const t = useTranslations("operator-gateways.difference.link");
  return (
    <PanelSection title={t("title")}>
      <Form action={action} className="grid gap-3">
        <input type="hidden" name="differenceId" value={id} />
        <FormMessage />
        <Field name="invoice" label={t("invoice")} hint={t("hint")} required>
          <Input dir="ltr" maxLength={60} autoComplete="off" />
        </Field>
        <SubmitButton size="sm" className="justify-self-end">
          {t("save")}
        </SubmitButton>
      </Form>
    </PanelSection>
  );
}

function DecideForm({ id, action, title }: { id: string; action: FormAction<void>; title: string }) {
  const t = useTranslations("operator-gateways.difference");
  return (
    <PanelSection title={title}>
      <Form action={action} className="grid gap-3">
        <input type="hidden" name="differenceId" value={id} />
        <FormMessage />
        <Field name="decision" label={t("decide.decision")} required>
          <Select>
            <option value="NOT_OURS">{t("decision.NOT_OURS")}</option>
            <option value="EXPLAINED">{t("decision.EXPLAINED")}</option>
          </Select>
        </Field>
        <Field name="note" label={t("decide.note")} hint={t("decide.hint")} required>
          <Textarea rows={2} maxLength={1000} className="text-sm!" />
        </Field>
        <SubmitButton size="sm" variant="secondary" className="justify-self-end">
          {t("decide.save")}
        </SubmitButton>
      </Form>
    </PanelSection>
  );
}
