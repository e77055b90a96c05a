import { Clock, FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { DemoClock } from "#components/operator/demo-clock.tsx";
import { Notice } from "#components/operator/notice.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
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
  if (env().STREAMTILL_MODE === "demo") {
    return (
      <Notice label={t("demo")} icon={<Clock aria-hidden />}>
        <DemoClock move={may(role, "clock.write") ? moveDemoClock : undefined}>
          <DateTime value={now()} />
        </DemoClock>
      </Notice>
    );
  }
  const takesTestCards = gateways(settings).some(({ id }) => id === "sandbox");
  return takesTestCards ? (
    <Notice label={t("testing")} icon={<FlaskConical aria-hidden />}>
      {t("sandbox")}
    </Notice>
  ) : null;
}
