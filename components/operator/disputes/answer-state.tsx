import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { DisputeDetails } from "#lib/reports/dispute-details.ts";

/** What became of the answer, or why there is none to give; until when there is. */
export function AnswerState({ dispute: { handedIn, refused, rules, respondBy, undecided } }: { dispute: DisputeDetails }) {
  const t = useTranslations("operator-disputes.state");
  if (handedIn) {
    const { status: state, does, by, askedAt } = handedIn;
    const key = state === "PENDING" ? "pending" : does === "accept" ? "accepted" : "given";
    return (
      <Alert tone={state === "PENDING" ? "warning" : "positive"} title={t(`${key}.title`)} className="mb-5">
        {t(`${key}.text`)}{" "}
        <span className="block text-xs">
          <bdi>{by}</bdi> · {askedAt && <DateTime value={askedAt} />}
        </span>
      </Alert>
    );
  }
  if (!rules)
    return (
      <Alert title={t(undecided ? "elsewhere.title" : "over.title")} className="mb-5">
        {t(undecided ? "elsewhere.text" : "over.text")}
      </Alert>
    );
  return (
    <>
      {refused && (
        <Alert tone="negative" title={t("refused.title")} className="mb-5">
          <bdi>{refused.reason}</bdi>
        </Alert>
      )}
      <Alert tone="warning" title={t("open.title")} className="mb-5">
        {t.rich("open.text", { date: () => (respondBy ? <DateTime value={respondBy} /> : null) })}
      </Alert>
    </>
  );
}
