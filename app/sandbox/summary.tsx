import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { Money as Amount } from "#lib/kernel/money.ts";

/** Who is paid, for what, and how much; without an amount a card is only saved. */
export function Summary({ brand, description, amount }: { brand: string; description: string; amount?: Amount }) {
  const t = useTranslations("sandbox");
  const heading = amount ? t("pay.heading", { description }) : description ? t("pay.setupHeading", { description }) : t("pay.saveHeading");
  return (
    <header className="lg:pt-4">
      <p className="text-sm font-medium text-muted">{brand}</p>
      <h1 className="mt-3 text-base font-medium">{heading}</h1>
      {amount ? (
        <Money value={amount} className="mt-1 block text-4xl font-semibold tracking-tight figures sm:text-5xl" />
      ) : (
        <p className="mt-1 text-3xl font-semibold tracking-tight">{t("pay.setupAmount")}</p>
      )}
      <p className="mt-4 max-w-sm text-sm text-muted">{t("pay.about")}</p>
    </header>
  );
}
