import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";
import { methodName } from "./method-name.ts";

/** The saved method, which is charged at once, and the pages to pay on. */
export function WaysToPay({ method, gateways }: { method: PaymentMethod | null; gateways: OfferedGateway[] }) {
  const t = useTranslations("change.pay");
  const plugins = useTranslations("plugins");
  const kinds = useTranslations("account.methods.kind");
  const saved = method && { value: "", label: methodName(method, (kind) => kinds(kind)), description: t("savedText") };
  const others = gateways.map(({ id, label }) => ({
    value: id,
    label: textOf(plugins, `${id}.shop.label`) ?? label,
    description: saved ? t("otherText") : undefined,
  }));
  const options = saved ? [saved, ...others] : others;
  return <RadioCards name="gateway" legend={t("legend")} options={options} defaultValue={options[0].value} />;
}
