"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Badge } from "#components/ui/badge.tsx";
import { iconButtonClass } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ArrowDown, ArrowUp } from "#components/ui/icons.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { Tried } from "#lib/web/forms/tried.ts";
import type { GatewayState } from "#lib/web/settings/integrations.ts";
import { KeyList } from "./key-list.tsx";
import { PluginSettings } from "./plugin-settings.tsx";
import { TryResult } from "./try-result.tsx";

type Props = {
  gateway: GatewayState;
  /** Absent for who may only look. */
  actions?: { flip: FormAction<void>; test: FormAction<Tried>; set: FormAction<void>; order: FormAction<void> };
  /** The ids of those that have their keys, as the checkout lists them. */
  order: string[];
};

/** One payment gateway: what it needs, whether viewers may choose it, where its webhooks go, and whether it works. */
export function GatewayCard({ gateway, actions, order }: Props) {
  const t = useTranslations("operator-settings.gateways");
  const plugin = useTranslations("plugins");
  const { id, keys, settings, installed, enabled, always, webhookUrl, limited, testMode } = gateway;
  const label = textOf(plugin, `${id}.label`) ?? gateway.label;
  const incomplete = settings.some(({ missing }) => missing);
  const state = !installed ? "absent" : !(enabled || always) ? "off" : incomplete ? "incomplete" : "on";
  return (
    <Section
      title={label}
      description={textOf(plugin, `${id}.about`)}
      actions={
        <span className="flex items-center gap-2">
          {actions && order.includes(id) && <Place id={id} label={label} order={order} action={actions.order} />}
          <Badge dot tone={({ absent: "neutral", on: "positive", off: "neutral", incomplete: "warning" } as const)[state]}>
            {t(`states.${state}`)}
          </Badge>
        </span>
      }
    >
      <div className="grid gap-5">
        {keys.length > 0 && (
          <div>
            <KeyList keys={keys} />
            {!installed && (
              <p className="mt-2 text-sm text-muted">
                {t("howToAdd")} {t(enabled ? "offeredWithKeys" : "offWithKeys")}
              </p>
            )}
          </div>
        )}
        {testMode && <p className="text-sm font-medium text-warning">{t("testMode")}</p>}
        {webhookUrl && (
          <div>
            <p className="text-sm font-medium">{t("webhook")}</p>
            <div className="mt-1 flex items-center gap-1 rounded-control bg-sunken ps-3">
              <code dir="ltr" className="min-w-0 flex-1 py-2 text-[0.8125rem] break-all">
                {webhookUrl}
              </code>
              <CopyButton value={webhookUrl} label={t("copyWebhook")} />
            </div>
            <p className="mt-1.5 text-sm text-muted">{textOf(plugin, `${id}.webhook`) ?? t("webhookHint")}</p>
          </div>
        )}
        {always && <p className="text-sm text-muted">{t("always")}</p>}
        {installed && (
          <p className="text-sm">
            {t(limited ? "offer.limited" : "offer.everybody")}{" "}
            <Link href={`/operator/settings/gateways/${id}`} className="text-brand-ink underline underline-offset-4">
              {t("offer.change")}
            </Link>
          </p>
        )}
        {installed && settings.length > 0 && <PluginSettings of="gateway" id={id} fields={settings} action={actions?.set} />}
        {actions && (!always || keys.length > 0) && <Buttons gateway={{ ...gateway, label }} actions={actions} />}
      </div>
    </Section>
  );
}

/** Moves a gateway before or behind its neighbour in the checkout. */
function Place({ id, label, order, action }: { id: string; label: string; order: string[]; action: FormAction<void> }) {
  const t = useTranslations("operator-settings.gateways");
  const move = useAnnounced(action, () => ({ title: t("moved", { gateway: label }) }));
  const at = order.indexOf(id);
  const moves = [
    { to: at - 1, says: t("moveUp", { gateway: label }), Icon: ArrowUp },
    { to: at + 1, says: t("moveDown", { gateway: label }), Icon: ArrowDown },
  ];
  return moves.map(
    ({ to, says, Icon }) =>
      to >= 0 &&
      to < order.length && (
        <Form key={says} action={move}>
          {order
            .with(to, id)
            .with(at, order[to])
            .map((each) => (
              <input key={each} type="hidden" name="gateways" value={each} />
            ))}
          <button type="submit" aria-label={says} title={says} className={cx("inline-grid", iconButtonClass)}>
            <Icon aria-hidden />
          </button>
        </Form>
      ),
  );
}

/** What has no keys yet can be kept off, lest it is offered as soon as it has them; it cannot be tested. */
function Buttons({ gateway: { id, label, keys, installed, enabled, always }, actions }: Required<Pick<Props, "gateway" | "actions">>) {
  const t = useTranslations("operator-settings.gateways");
  const plugins = useTranslations("plugins");
  const told = installed ? t(enabled ? "switchedOff" : "switchedOn", { gateway: label }) : t(enabled ? "offWithKeys" : "offeredWithKeys");
  const flip = useAnnounced(actions.flip, () => ({ title: told }));
  return (
    <div className="flex flex-wrap items-start gap-3">
      {!always && (
        <Form action={flip}>
          <input type="hidden" name="gateway" value={id} />
          <input type="hidden" name="enabled" value={String(!enabled)} />
          <FormMessage />
          <SubmitButton variant="secondary">{t(enabled ? "switchOff" : "switchOn")}</SubmitButton>
        </Form>
      )}
      {installed && keys.length > 0 && (
        <Form action={actions.test} className="grid flex-1 gap-3">
          {(state) => (
            <>
              <input type="hidden" name="gateway" value={id} />
              <div>
                <SubmitButton variant="secondary">{t("test")}</SubmitButton>
              </div>
              <TryResult state={state} works={textOf(plugins, `${id}.works`) ?? t("works", { gateway: label })} />
            </>
          )}
        </Form>
      )}
    </div>
  );
}
