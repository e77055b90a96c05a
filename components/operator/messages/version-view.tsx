import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { Preview } from "#lib/messages/templates/preview.ts";
import type { TemplateAddress } from "#lib/messages/templates/templates.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ConfirmAction } from "../confirm-action.tsx";
import { PreviewPane } from "./preview-pane.tsx";

type Props = {
  address: TemplateAddress;
  path: string;
  shown: { number: number; createdAt: Date; subject: string; body: string };
  current: number;
  preview: Preview | null;
  /** Absent for those who may only read. */
  restore?: FormAction<void>;
};

/** A text to look at: an earlier version, or the one in force for those who may not change it. */
export function VersionView({ address, path, shown, current, preview, restore }: Props) {
  const t = useTranslations("operator-templates");
  const earlier = shown.number !== current;
  return (
    <>
      <Alert className="mb-5" action={earlier && <Actions {...{ address, path, shown, current, preview, restore }} />}>
        {earlier
          ? t.rich("versions.viewing", { number: shown.number, current, date: () => <DateTime value={shown.createdAt} /> })
          : t("form.readOnly")}
      </Alert>
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,40rem)]">
        <Card>
          {shown.subject && (
            <p dir="auto" className="mb-4 font-mono text-sm font-semibold">
              {shown.subject}
            </p>
          )}
          <pre dir="auto" className="font-mono text-sm leading-6 whitespace-pre-wrap">
            {shown.body}
          </pre>
        </Card>
        <PreviewPane kind={address.kind} preview={preview} />
      </div>
    </>
  );
}

function Actions({ address, path, shown, restore }: Props) {
  const t = useTranslations("operator-templates.versions");
  return (
    <div className="flex flex-wrap gap-2">
      {restore && (
        <ConfirmAction
          trigger={<Button size="sm">{t("restore")}</Button>}
          title={t("restoreTitle", { number: shown.number })}
          confirm={t("restore")}
          done={t("restored")}
          action={restore}
          values={{ ...address, version: String(shown.number) }}
        >
          {t("restoreText")}
        </ConfirmAction>
      )}
      <ButtonLink href={path} size="sm" variant="quiet">
        {t("backToCurrent")}
      </ButtonLink>
    </div>
  );
}
