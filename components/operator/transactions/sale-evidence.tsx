import { useLocale, useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { TransactionDetails } from "#lib/reports/transaction-details.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { PanelSection } from "../details-panel.tsx";
import { NoteForm } from "../note-form.tsx";

type Props = { evidence: NonNullable<TransactionDetails["evidence"]>; note?: FormAction<void> };

/** What told where the payer lives, what it proves, and how a contradiction was resolved. */
export function SaleEvidence({ evidence, note }: Props) {
  const t = useTranslations("operator-transactions.evidence");
  const regions = regionNames(useLocale());
  const { id, billingCountry, ipCountry, cardCountry, phoneCountry, country, contradiction, resolvedAt, resolvedBy, resolution } = evidence;
  const [state, tone] = stateOf(evidence);
  const items = [
    ["billingCountry", billingCountry],
    ["ipCountry", ipCountry],
    ["cardCountry", cardCountry],
    ["phoneCountry", phoneCountry],
  ] as const;
  return (
    <PanelSection title={t("title")}>
      <Facts>
        <Fact label={t("state")}>
          <Badge tone={tone} dot>
            {t(`is.${state}`)}
          </Badge>
        </Fact>
        {items.map(([name, code]) => (
          <Fact key={name} label={t(name)}>
            {code ? (
              <span className={country && code !== country ? "font-medium text-warning" : undefined}>{regions.of(code) ?? code}</span>
            ) : (
              <span className="text-muted">{t("unknown")}</span>
            )}
          </Fact>
        ))}
        {resolvedAt && (
          <Fact label={t("resolution")}>
            <p dir="auto" className="whitespace-pre-wrap">
              {resolution}
            </p>
            <p className="mt-1 text-xs text-muted">
              <bdi>{resolvedBy}</bdi> · <DateTime value={resolvedAt} />
            </p>
          </Fact>
        )}
      </Facts>
      {contradiction && !resolvedAt && note && (
        <NoteForm
          action={note}
          of={{ name: "transactionId", value: id }}
          name="resolution"
          label={t("note")}
          hint={t("noteHint")}
          save={t("save")}
          className="mt-4"
        />
      )}
    </PanelSection>
  );
}

type State = "resolved" | "contradiction" | "proven" | "thin";

function stateOf({ contradiction, sufficient, resolvedAt }: Props["evidence"]): [State, Tone] {
  if (contradiction) return resolvedAt ? ["resolved", "neutral"] : ["contradiction", "warning"];
  return sufficient ? ["proven", "positive"] : ["thin", "neutral"];
}
