import { useTranslations } from "next-intl";
import { textOf } from "#i18n/text-of.ts";

/** What operators call that which took a payment: a plug-in, a way of the house (by hand, the balance), or one that is gone, by its id. */
export function useGatewayName() {
  const [plugin, own] = [useTranslations("plugins"), useTranslations("operator-transactions.gateway")];
  return (id: string) => textOf(own, id) ?? textOf(plugin, `${id}.label`) ?? id;
}

/** The same for what carried a message, or made something happen to it. */
export function useCarrierName() {
  const [plugin, own] = [useTranslations("plugins"), useTranslations("operator-communications.source")];
  return (id: string) => textOf(own, id) ?? textOf(plugin, `${id}.label`) ?? id;
}

/** The same for what told us something: always a plug-in. */
export function useSourceName() {
  const plugin = useTranslations("plugins");
  return (id: string) => textOf(plugin, `${id}.label`) ?? id;
}
