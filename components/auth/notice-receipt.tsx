import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { Download } from "#components/ui/icons.tsx";
import type { NoticeLine } from "#lib/web/account/kept-notice.ts";

/** A notice has come; `kept`: what it says, to be saved, while it is shown. */
export function NoticeReceipt({ title, kept }: { title: string; kept: { id: string; lines: NoticeLine[] } | null }) {
  const t = useTranslations("auth.receipt");
  return (
    <div className="grid gap-6">
      <Alert tone="positive" title={title} />
      {kept && (
        <>
          <Facts>
            {kept.lines.map(({ label, text }) => (
              <Fact key={label} label={label}>
                <span dir="auto" className="break-words whitespace-pre-wrap">
                  {text}
                </span>
              </Fact>
            ))}
          </Facts>
          <a href={`/notice/${kept.id}`} download className={buttonClass({}, "justify-self-start")}>
            <Download aria-hidden />
            {t("save")}
          </a>
        </>
      )}
    </div>
  );
}
