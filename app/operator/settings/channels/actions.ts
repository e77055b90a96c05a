"use server";
import { getTranslations } from "next-intl/server";
import { MAY } from "#lib/identity/roles.ts";
import { testChannel as sendByChannel, testChannelInput } from "#lib/messages/sending/test-channel.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { type Tried, tried } from "#lib/web/forms/tried.ts";
import { requestSettings } from "#lib/web/settings/request-settings.ts";

/** Sends a short message by the channel itself; the answer is the provider's. */
export const testChannel = operatorAction(MAY["settings.write"], testChannelInput, async ({ input, operator }): Promise<Tried> => {
  const [t, { brand }] = await Promise.all([getTranslations("operator-settings.channels.message"), requestSettings()]);
  const subject = t("subject", { brand: brand.name });
  const text = t("text", { brand: brand.name });
  return tried(() => sendByChannel(input, { fromName: brand.name, locale: operator.locale, subject, text }));
});
