import { useTranslations } from "next-intl";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Download } from "#components/ui/icons.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { CodeBatch } from "#lib/reports/coupon-codes.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { AddCodes } from "./add-codes.tsx";

type Props = {
  couponId: string;
  /** The shop's address with the coupon's own code; null where that does not count. */
  link: string | null;
  batches: CodeBatch[];
  /** Absent for who may only look. */
  actions?: { add: FormAction<void>; revoke: FormAction<void> };
};

/** The ways a coupon comes to viewers: a link with its code, and batches of codes that each count by themselves. */
export function CouponCodes({ couponId, link, batches, actions }: Props) {
  const t = useTranslations("operator-coupons.codes");
  return (
    <Section title={t("title")} description={t("description")}>
      <div className="grid gap-5">
        {link && (
          <div>
            <p className="text-sm font-medium">{t("link")}</p>
            <p className="flex items-center gap-2">
              <bdi className="min-w-0 font-mono text-sm break-all text-muted">{link}</bdi>
              <CopyButton value={link} label={t("copyLink")} />
            </p>
          </div>
        )}
        {batches.length > 0 && <Batches batches={batches} actions={actions} />}
        {actions && <AddCodes couponId={couponId} action={actions.add} />}
      </div>
    </Section>
  );
}

function Batches({ batches, actions }: Pick<Props, "batches" | "actions">) {
  const t = useTranslations("operator-coupons.codes");
  return (
    <Table label={t("batches")} className="shadow-none">
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th numeric>{t("count")}</Th>
          <Th numeric>{t("used")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <Tr key={batch.id} className={batch.revokedAt ? "text-muted" : undefined}>
            <Td>
              <bdi className="font-medium">{batch.name}</bdi> {batch.revokedAt && <Badge>{t("revoked")}</Badge>}
              <div className="text-xs text-muted">
                <DateTime value={batch.createdAt} dateOnly />
              </div>
            </Td>
            <Td numeric>{batch.codes}</Td>
            <Td numeric>
              {batch.used}
              <span className="text-muted"> / {batch.codes * batch.usesEach}</span>
            </Td>
            <Td>
              {actions && (
                <div className="flex flex-wrap justify-end gap-2">
                  <a href={`/operator/coupons/codes/${batch.id}`} download className={buttonClass({})}>
                    <Download aria-hidden />
                    {t("csv")}
                    <span className="sr-only">: {batch.name}</span>
                  </a>
                  {!batch.revokedAt && (
                    <ConfirmAction
                      action={actions.revoke}
                      values={{ batchId: batch.id }}
                      title={t("revoke.title", { name: batch.name })}
                      confirm={t("revoke.button")}
                      done={t("revoke.done")}
                      danger
                      trigger={<Button>{t("revoke.button")}</Button>}
                    >
                      {t("revoke.text")}
                    </ConfirmAction>
                  )}
                </div>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
