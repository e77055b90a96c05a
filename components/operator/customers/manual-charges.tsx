import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ManualChargeRow } from "#lib/reports/manual-charges.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Decide = { approve: FormAction<void>; reject: FormAction<void> };
/** `decide`: absent for who may only look. */
type Props = { charges: ManualChargeRow[]; decide?: Decide; children?: ReactNode };

/** What is, was or is to be billed to a customer by hand. */
export function ManualCharges({ charges, decide, children }: Props) {
  const t = useTranslations("operator-customers.charges");
  return (
    <div className="grid gap-4 text-sm">
      {charges.length === 0 && <p className="text-muted">{t("none")}</p>}
      {charges.map((charge) => (
        <Charge key={charge.id} charge={charge} decide={charge.decidedAt ? undefined : decide} />
      ))}
      {children}
    </div>
  );
}

function Charge({ charge, decide }: { charge: ManualChargeRow; decide?: Decide }) {
  const t = useTranslations("operator-customers.charges");
  const { id, lines, currency, subscription, proposedBy, createdAt, decidedBy, approved } = charge;
  const state = approved === null ? t("waits") : t(approved ? "approved" : "rejected", { name: `\u2068${decidedBy ?? ""}\u2069` });
  return (
    <div className="grid gap-2 border-b pb-4 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span>{subscription ? t("next", { plan: subscription.plan, number: String(subscription.number) }) : t("own")}</span>
        <Badge tone={approved === null ? "warning" : approved ? "positive" : "neutral"}>{state}</Badge>
      </div>
      <ul>
        {lines.map(({ text, quantity, amount }, index) => (
          <li key={index} className="flex justify-between gap-4">
            <bdi>
              {text}
              {quantity > 1 && <span className="figures text-muted"> × {quantity}</span>}
            </bdi>
            <Money value={{ minor: amount * BigInt(quantity), currency }} className="figures" />
          </li>
        ))}
      </ul>
      <p className="text-muted">{t.rich("by", { name: `\u2068${proposedBy}\u2069`, date: () => <DateTime value={createdAt} /> })}</p>
      {decide && (
        <div className="flex flex-wrap gap-2">
          {(["approve", "reject"] as const).map((verb) => (
            <ConfirmAction
              key={verb}
              action={decide[verb]}
              values={{ chargeId: id }}
              title={t(verb)}
              confirm={t(verb)}
              done={t(`${verb === "approve" ? "approved" : "rejected"}Done`)}
              danger={verb === "reject"}
              trigger={<Button size="sm">{t(verb)}</Button>}
            >
              {verb === "approve" ? t("approveText", { next: subscription ? "yes" : "no" }) : t("rejectText")}
            </ConfirmAction>
          ))}
        </div>
      )}
    </div>
  );
}
