import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SettingsNav } from "#components/operator/settings/settings-nav.tsx";
import { ClientTexts } from "#components/ui/client-texts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { SETTINGS_SECTIONS } from "#lib/web/settings/settings-sections.ts";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  await requireOperator(MAY["settings.read"]);
  const t = await getTranslations("operator-settings");
  return (
    <ClientTexts names={["operator-settings", "plugins"]}>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid items-start gap-6 lg:grid-cols-[12rem_minmax(0,1fr)]">
        <SettingsNav sections={SETTINGS_SECTIONS} />
        <div className="grid max-w-4xl min-w-0 gap-6">{children}</div>
      </div>
    </ClientTexts>
  );
}
