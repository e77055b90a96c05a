"use server";
import { getTranslations } from "next-intl/server";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { setChannel as save } from "#lib/messages/sending/set-channel.ts";
import { testChannel as sendByChannel, testChannelInput } from "#lib/messages/sending/test-channel.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { type Tried, tried } from "#lib/web/forms/tried.ts";
import { channelSettingsForm } from "../forms.ts";

export const setChannel = operatorAction(MAY["settings.write"], channelSettingsForm, ({ input, operator, ip }) =>
  save(input, operatorActor(operator, ip)),
);

/** Sends a short message by the channel itself; the answer is the provider's. */
export const testChannel = operatorAction(MAY["settings.write"], testChannelInput, async ({ input, operator }): Promise<Tried> => {
  const [t, settings] = await Promise.all([getTranslations("operator-settings.channels.message"), requestSettings()]);
  const { brand } = settings;
  const subject = t("subject", { brand: brand.name });
  const text = t("text", { brand: brand.name });
  return tried(() => sendByChannel(input, { fromName: brand.name, locale: operator.locale, subject, text }, settings));
});
