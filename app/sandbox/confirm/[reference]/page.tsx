import { getLocale, getTranslations } from "next-intl/server";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ShieldCheck } from "#components/ui/icons.tsx";
import { formatMoney } from "#lib/kernel/format.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { Finished } from "../../finished.tsx";
import { openPage } from "../../open-page.ts";
import { Summary } from "../../summary.tsx";

type Props = { params: Promise<{ reference: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Stands for the bank's page (3-D Secure): the viewer says yes or no. */
export default async function ConfirmPage({ params, searchParams }: Props) {
  const { reference } = await params;
  const { page: token } = await searchParams;
  const { payable, page, isOpen } = await openPage(reference, token);
  const [{ brand }, t, locale] = await Promise.all([requestSettings(), getTranslations("sandbox"), getLocale()]);
  const amount = "mode" in payable && payable.mode === "setup" ? undefined : payable.amount;
  const values = { brand: brand.name, amount: amount ? formatMoney(amount, locale) : "" };
  return (
    <>
      <Summary brand={brand.name} description={page.description} amount={amount} />
      {isOpen ? (
        <Card className="grid content-start gap-4">
          <div className="grid size-12 place-items-center rounded-full bg-brand-soft text-brand-ink">
            <ShieldCheck aria-hidden className="size-6" />
          </div>
          <h2 className="text-lg font-semibold">{t("confirm.heading")}</h2>
          <p className="text-muted">{amount ? t("confirm.text", values) : t("confirm.setupText", values)}</p>
          <form action={`/sandbox/confirm/${reference}/complete?page=${token}`} method="post" className="grid gap-2 pt-2">
            <button type="submit" name="answer" value="yes" className={buttonClass({ variant: "primary", size: "lg" })}>
              {t("confirm.yes")}
            </button>
            <button type="submit" name="answer" value="no" className={buttonClass({ variant: "quiet" })}>
              {t("confirm.no")}
            </button>
          </form>
        </Card>
      ) : (
        <Finished returnUrl={page.returnUrl} />
      )}
    </>
  );
}
