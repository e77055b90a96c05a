import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import type { Instructed } from "#lib/payments/instructions.ts";

/** What viewers need to pay by themselves, until when, and as a code for the apps of their banks. */
export function PaymentInstructions({ instructions, until, qr }: Instructed) {
  const t = useTranslations("checkout.instruction");
  return (
    <div className="grid w-full gap-6 rounded-2xl bg-sunken p-4 sm:grid-cols-[1fr_auto]">
      <dl className="grid content-start gap-3">
        {instructions.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-sm text-muted">{t(label)}</dt>
            <dd className="font-medium break-words whitespace-pre-line">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        {until && (
          <div>
            <dt className="text-sm text-muted">{t("until")}</dt>
            <dd className="font-medium">
              <DateTime value={until} dateOnly />
            </dd>
          </div>
        )}
      </dl>
      {qr && (
        <figure className="grid content-start justify-items-center gap-2">
          <QrCode value={qr} label={t("qrLabel")} correction="M" />
          <figcaption className="text-sm text-muted">{t("qr")}</figcaption>
        </figure>
      )}
    </div>
  );
}
