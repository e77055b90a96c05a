import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { toneOf, toneOfEvent } from "#components/ui/status-tones.ts";
import { textOf } from "#i18n/text-of.ts";
import type { CustomerDetails } from "#lib/reports/customer-details.ts";
import { shownStatus } from "../shown-status.ts";
import { useTemplateName } from "../template-name.ts";
import { Timeline, type TimelineEntry } from "../timeline.tsx";

const SHOWN = 30;

/** Everything that happened with a viewer in one line, the newest first. */
export function CustomerTimeline({ customer }: { customer: CustomerDetails }) {
  const t = useTranslations("operator-customers.timeline");
  const events = useTranslations("operator-subscriptions.event");
  const states = useTranslations("operator.status");
  const letter = useTemplateName();
  const entries: TimelineEntry[] = [
    ...customer.subscriptionEvents.map(({ id, at, type, subscription }) => ({
      id,
      at,
      title: textOf(events, type) ?? type,
      detail: <bdi>{subscription?.plan.name ?? ""}</bdi>,
      tone: toneOfEvent(type),
    })),
    ...customer.transactions.map(({ id, number, createdAt, kind, amount, currency, ...transaction }) => {
      const shown = shownStatus({ ...transaction, kind, amount });
      return {
        id,
        at: createdAt,
        title: (
          <Link href={`/operator/transactions?open=${id}`} prefetch={false} className="hover:underline">
            {t(kind, { number })}
          </Link>
        ),
        detail: (
          <>
            <Money value={{ minor: amount, currency }} /> · {states(`transaction.${shown}.label`)}
          </>
        ),
        tone: toneOf("transaction", shown),
      };
    }),
    ...customer.messages.map(({ id, createdAt, kind, subject, templateKey, status }) => ({
      id,
      at: createdAt,
      title: (
        <Link href={`/operator/communications?open=${id}`} prefetch={false} className="hover:underline">
          {t(kind)}
        </Link>
      ),
      detail: (
        <>
          <bdi>{subject || letter(templateKey)}</bdi> · {states(`message.${status}.label`)}
        </>
      ),
      tone: toneOf("message", status),
    })),
    ...customer.notes.map(({ id, at, operator }) => ({ id, at, title: t("note", { name: operator.name }) })),
    { id: "opened", at: customer.createdAt, title: t("opened") },
  ];
  return <Timeline entries={entries.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, SHOWN)} />;
}
