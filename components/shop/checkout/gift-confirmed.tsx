import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { CircleCheck, FileText } from "#components/ui/icons.tsx";

type Props = { gift: { id: string; toName: string; toEmail: string; deliverAt: Date }; plan: string };

/** A gift is paid: who gets it when, and the card to print. */
export function GiftConfirmed({ gift: { id, toName, toEmail, deliverAt }, plan }: Props) {
  const t = useTranslations("checkout.gift");
  return (
    <main id="content" data-part className="mx-auto max-w-3xl px-4 py-12 sm:px-6 sm:py-16">
      <CircleCheck aria-hidden className="size-14 text-positive" strokeWidth={1.5} />
      <h1 className="mt-5 text-4xl font-semibold">{t("doneTitle", { plan, name: toName })}</h1>
      <p className="mt-3 text-lg text-muted">
        {t.rich("doneText", {
          email: () => <bdi className="text-ink">{toEmail}</bdi>,
          date: () => <DateTime value={deliverAt} dateOnly className="text-ink" />,
        })}
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <a href={`/account/gifts/${id}/card`} className={buttonClass({ variant: "primary", size: "lg" })}>
          <FileText aria-hidden />
          {t("card")}
        </a>
        <a href="/account/gifts" className={buttonClass({ size: "lg" })}>
          {t("all")}
        </a>
      </div>
    </main>
  );
}
