import { useTranslations } from "next-intl";
import { AskAgain } from "#components/operator/customers/ask-again.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { VatNumberDetails } from "#lib/customers/vat-status.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

const TONES: Record<string, Tone> = { VALID: "positive", INVALID: "negative" };

type Props = { customerId: string; vatId: string; details: VatNumberDetails | null; ask?: FormAction<void> };

/** A viewer's VAT number, whether it is in force, and what the register answered when. */
export function VatNumberFact({ customerId, vatId, details, ask }: Props) {
  const t = useTranslations("operator-customers.vat");
  const number = <bdi dir="ltr">{vatId}</bdi>;
  if (!details || details === "unreadable")
    return (
      <>
        {number} <Badge>{t("unreadable")}</Badge>
      </>
    );
  const { status, checks, trouble } = details;
  return (
    <div className="grid justify-items-start gap-2">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {number} <Badge tone={TONES[status]}>{t(status)}</Badge>
      </span>
      {trouble && <span className="text-muted">{t("trouble", { code: `\u2068${trouble}\u2069` })}</span>}
      {checks.length > 0 && (
        <details className="w-full">
          <summary className="text-brand-ink">{t("checks")}</summary>
          <ul className="mt-2 grid gap-2">
            {checks.map((check) => (
              <li key={check.id} className="grid gap-0.5 text-xs text-muted">
                <span>
                  <DateTime value={check.at} /> · {t(check.status)} · <bdi dir="ltr">{check.registry}</bdi>
                </span>
                {(check.name || check.address) && <bdi>{[check.name, check.address].filter(Boolean).join(", ")}</bdi>}
                {check.consultation && (
                  <span>
                    {t("consultation")}:{" "}
                    <bdi dir="ltr" className="break-all">
                      {check.consultation}
                    </bdi>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {ask && <AskAgain action={ask} customerId={customerId} />}
    </div>
  );
}
