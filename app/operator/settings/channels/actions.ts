"use server";
import { getTranslations } from "next-intl/server";
import { MAY } from "#lib/identity/roles.ts";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import { channelFor } from "#lib/messages/registry.ts";
import { releaseHeld } from "#lib/messages/sending/hold.ts";
import { escapeHtml } from "#lib/messages/templates/escape-html.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { type Tried, tried } from "#lib/web/forms/tried.ts";
import { requestSettings } from "#lib/web/settings/request-settings.ts";
import { channelTestForm } from "../forms.ts";

/** Sends a short message by the channel itself, past the queue, so that the answer is the provider's. */
export const testChannel = operatorAction(
  MAY["settings.write"],
  channelTestForm,
  async ({ input: { kind, to }, operator }): Promise<Tried> => {
    const [t, { brand }] = await Promise.all([getTranslations("operator-settings.channels.message"), requestSettings()]);
    const channel = channelFor(kind);
    return tried(async () => {
      await channel.test();
      const text = t("text", { brand: brand.name });
      const id = newId();
      const reportUrl = `${env().APP_URL}/api/webhooks/messages/${channel.id}`;
      const message = {
        id,
        to,
        fromName: brand.name,
        locale: operator.locale,
        subject: t("subject", { brand: brand.name }),
        html: `<p>${escapeHtml(text)}</p>`,
        text,
        reportUrl,
      };
      const receipt = await channel.send(message);
      if (receipt.status === "failed") throw new Error(receipt.reason);
      await releaseHeld(kind);
    });
  },
);
