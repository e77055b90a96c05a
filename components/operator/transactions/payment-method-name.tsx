import { useTranslations } from "next-intl";
import { textOf } from "#i18n/text-of.ts";
import { brandName } from "#lib/kernel/brand-name.ts";
import { useGatewayName } from "../plugin-names.ts";

type Props = { brand: string | null; last4: string | null; wallet?: string | null; kind?: string | null; gateway: string };

/** "Visa •• 4242 · Apple Pay"; before a method is known, the gateway. */
export function PaymentMethodName({ brand, last4, wallet, kind, gateway }: Props) {
  const t = useTranslations("operator-transactions");
  const plugins = useTranslations("plugins");
  const gatewayName = useGatewayName()(gateway);
  const name = brand ? brandName(brand) : (kind && textOf(t, `methodKind.${kind}`)) || gatewayName;
  return (
    <bdi title={gatewayName}>
      {name}
      {last4 && <span className="figures text-muted"> •• {last4}</span>}
      {wallet && <span className="text-muted"> · {textOf(plugins, `marks.${wallet}`) ?? wallet.replaceAll("_", " ")}</span>}
    </bdi>
  );
}
