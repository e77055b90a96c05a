"use client";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/card.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { Tried } from "#lib/web/forms/tried.ts";
import type { ChannelState } from "#lib/web/settings/integrations.ts";
import { KeyList } from "./key-list.tsx";
import { PluginSettings } from "./plugin-settings.tsx";
import { TryResult } from "./try-result.tsx";

type Props = {
  channel: ChannelState;
  demo: boolean;
  /** Whom the test message goes to by default. */
  to: string;
  actions?: { test: FormAction<Tried>; set: FormAction<void> };
};

/** How one kind of message leaves: what it needs, and a message to prove it. Without keys messages are kept, and sent to nobody. */
export function ChannelCard({ channel: { id, label, kind, keys, settings, installed, kept }, demo, to, actions }: Props) {
  const t = useTranslations("operator-settings.channels");
  return (
    <Section
      title={`${t(`kinds.${kind}`)} · ${label}`}
      description={t(`about.${kind}`)}
      actions={
        <Badge dot tone={installed ? "positive" : kept ? "warning" : "neutral"}>
          {installed ? t("on") : kept ? t("kept") : t("unused")}
        </Badge>
      }
    >
      <div className="grid gap-5">
        <KeyList keys={keys} />
        {kept && <Alert title={t("keptTitle")}>{demo ? t("demoText") : t(`keptText.${kind}`)}</Alert>}
        {installed && settings.length > 0 && <PluginSettings of="channel" id={id} fields={settings} action={actions?.set} />}
        {installed && actions && (
          <Form action={actions.test} className="grid gap-3">
            {(state) => (
              <>
                <input type="hidden" name="kind" value={kind} />
                <div className="flex flex-wrap items-end gap-3">
                  <Field name="to" label={t(`to.${kind}`)} className="w-full max-w-80">
                    <Input
                      type={kind === "EMAIL" ? "email" : "tel"}
                      dir="ltr"
                      placeholder={kind === "EMAIL" ? "name@example.com" : "+4915112345678"}
                      defaultValue={to}
                    />
                  </Field>
                  <SubmitButton variant="secondary" className="min-h-11">
                    {t("test")}
                  </SubmitButton>
                </div>
                <TryResult state={state} works={t("sent")} />
              </>
            )}
          </Form>
        )}
      </div>
    </Section>
  );
}
