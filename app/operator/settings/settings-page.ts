import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MAY, may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import type { SettingsPage } from "#lib/web/settings/settings-sections.ts";

/** What every settings page begins with: who looks, what is set, and whether they may change it. */
export async function settingsPage() {
  const operator = await requireOperator(MAY["settings.read"]);
  return { operator, settings: await requestSettings(), readOnly: !may(operator.role, "settings.write") };
}

export function settingsTitle(section: SettingsPage): () => Promise<Metadata> {
  return async () => ({ title: (await getTranslations("operator-settings"))(`sections.${section}`) });
}
