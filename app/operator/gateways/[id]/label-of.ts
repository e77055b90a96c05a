import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { textOf } from "#i18n/text-of.ts";
import { gateway } from "#lib/payments/registry.ts";

/** What operators call a gateway that has its keys. */
export async function labelOf(id: string): Promise<string> {
  const { label } = gateway(id) ?? notFound();
  return textOf(await getTranslations("plugins"), `${id}.label`) ?? label;
}
