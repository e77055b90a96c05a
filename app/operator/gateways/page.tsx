import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { GatewayFigures } from "#components/operator/gateways/gateway-figures.tsx";
import { HealthBadge } from "#components/operator/gateways/health-badge.tsx";
import { RateTable } from "#components/operator/gateways/rate-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { textOf } from "#i18n/text-of.ts";
import { MAY, may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { gateway } from "#lib/payments/registry.ts";
import { gatewayHealth } from "#lib/reports/gateway-health.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { gatewayHref } from "#lib/web/lists/gateway-links.ts";
import { gatewayStates, stateOf } from "#lib/web/settings/integrations.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-gateways"))("title") };
}

export default async function GatewaysPage() {
  const operator = await requireOperator(MAY["gateways.read"]);
  const [t, plugins, states, settings] = await Promise.all([
    getTranslations("operator-gateways"),
    getTranslations("plugins"),
    getTranslations("operator-settings.gateways.states"),
    requestSettings(),
  ]);
  const all = gatewayStates(settings);
  const nameOf = ({ id, label }: (typeof all)[number]) => textOf(plugins, `${id}.label`) ?? label;
  const ids = all.filter(({ installed }) => installed).map(({ id }) => id);
  const healths = await gatewayHealth(ids, now(), settings.company.timeZone);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={may(operator.role, "settings.read") && <ButtonLink href="/operator/settings/gateways">{t("settings")}</ButtonLink>}
      />
      <div className="grid gap-6">
        {all.map((state) => {
          const health = healths.find(({ id }) => id === state.id);
          return (
            <Section
              key={state.id}
              title={health ? <Link href={gatewayHref(state.id)}>{nameOf(state)}</Link> : nameOf(state)}
              description={health ? undefined : t("absent")}
              actions={
                <span className="flex items-center gap-2">
                  {health && <HealthBadge state={health.state} />}
                  <Badge tone={stateOf(state) === "on" ? "positive" : "neutral"}>{states(stateOf(state))}</Badge>
                </span>
              }
            >
              {health && (
                <div className="grid items-start gap-6 lg:grid-cols-2">
                  <GatewayFigures health={health} lists={Boolean(gateway(state.id)?.listed)} />
                  <RateTable id={state.id} gateway={nameOf(state)} rates={health.rates} />
                </div>
              )}
            </Section>
          );
        })}
      </div>
    </>
  );
}
