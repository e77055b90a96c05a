import { useFormatter, useTranslations } from "next-intl";
import { DemoClock } from "#components/operator/demo-clock.tsx";
import { Notice } from "#components/operator/notice.tsx";
import { useGatewayName } from "#components/operator/plugin-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { Clock, FlaskConical } from "#components/ui/icons.tsx";
import type { OperatorAccount } from "#lib/identity/factors.ts";
import { may } from "#lib/identity/roles.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { gateways } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveDemoClock } from "./clock-action.ts";

/** What every page should say: that this is a demo, whose clock may be moved, or that test payments are on. */
export function Notices({ operator: { role }, settings }: { operator: OperatorAccount; settings: Settings }) {
  const t = useTranslations("operator.notice");
  const nameOf = useGatewayName();
  const format = useFormatter();
  if (env().STREAMTILL_MODE === "demo") {
    return (
      <Notice label={t("demo")} icon={<Clock aria-hidden />}>
        <DemoClock move={may(role, "clock.write") ? moveDemoClock : undefined}>
          <DateTime value={now()} />
        </DemoClock>
      </Notice>
    );
  }
  const pretending = gateways(settings).filter(({ pretends, testMode }) => pretends || testMode);
  return pretending.length > 0 ? (
    <Notice label={t("testing")} icon={<FlaskConical aria-hidden />}>
      {t("testPayments", { gateways: format.list(pretending.map(({ id }) => nameOf(id))) })}
    </Notice>
  ) : null;
}
