import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { useGatewayNames } from "#components/shop/gateway-choice.tsx";
import type { PaymentMethod } from "#lib/db/generated/client.ts";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";
import { methodName } from "./method-name.ts";

/** The saved method, which is charged at once, and the pages to pay on. */
export function WaysToPay({ method, gateways }: { method: PaymentMethod | null; gateways: OfferedGateway[] }) {
  const t = useTranslations("change.pay");
  const nameOf = useGatewayNames();
  const kinds = useTranslations("account.methods.kind");
  const saved = method && { value: "", label: methodName(method, (kind) => kinds(kind)), description: t("savedText") };
  const others = gateways.map((gateway) => ({
    value: gateway.id,
    label: nameOf(gateway),
    description: saved ? t("otherText") : undefined,
  }));
  const options = saved ? [saved, ...others] : others;
  return <RadioCards name="gateway" legend={t("legend")} options={options} defaultValue={options[0].value} />;
}
