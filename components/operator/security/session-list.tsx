import { useTranslations } from "next-intl";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Session = { id: string; device: { browser?: string; os?: string }; ip: string | null; lastSeenAt: Date; createdAt: Date };
type Props = { sessions: Session[]; present: string; signOutOne: FormAction<void>; signOutOthers: FormAction<void> };

/** Where one is signed in. */
export function SessionList({ sessions, present, signOutOne, signOutOthers }: Props) {
  const t = useTranslations("operator-security.sessions");
  const nameOf = ({ device: { browser, os } }: Session) => (browser && os ? t("device", { browser, os }) : (browser ?? os ?? t("unknown")));
  return (
    <div className="grid gap-4">
      <ul className="grid gap-2">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-control bg-sunken px-3 py-2 text-sm"
          >
            <span className="min-w-0">
              <span className="font-medium">{nameOf(session)}</span> {session.id === present && <Badge tone="brand">{t("present")}</Badge>}
              <span className="figures block text-xs text-muted">
                {session.ip && (
                  <>
                    <bdi dir="ltr">{session.ip}</bdi> ·{" "}
                  </>
                )}
                {t("lastSeen")} <DateTime value={session.lastSeenAt} />
              </span>
            </span>
            {session.id !== present && (
              <ConfirmAction
                action={signOutOne}
                values={{ id: session.id }}
                title={t("end.title", { device: nameOf(session) })}
                confirm={t("end.button")}
                done={t("end.done")}
                danger
                trigger={
                  <Button size="sm" variant="quiet">
                    {t("end.button")}
                  </Button>
                }
              >
                {t("end.text")}
              </ConfirmAction>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <ConfirmAction
          action={signOutOthers}
          values={{}}
          title={t("endOthers.title")}
          confirm={t("endOthers.button")}
          done={t("endOthers.done")}
          danger
          trigger={<Button className="justify-self-start">{t("endOthers.button")}</Button>}
        >
          {t("endOthers.text")}
        </ConfirmAction>
      )}
    </div>
  );
}
