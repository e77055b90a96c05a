"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Input, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Card } from "#components/ui/card.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Preview } from "#lib/messages/templates/preview.ts";
import type { TemplateAddress } from "#lib/messages/templates/templates.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { PreviewPane } from "./preview-pane.tsx";
import { TestSend } from "./test-send.tsx";
import { useTemplatePreview } from "./use-template-preview.ts";
import { type OfferedVariable, VariableList } from "./variable-list.tsx";

type Saved = { version: number; changed: boolean };

type Props = {
  address: TemplateAddress;
  text: { subject: string; body: string };
  baseVersion: number;
  preview: Preview | null;
  variables: OfferedVariable[];
  /** Where a test email goes; null: a phone number is asked for. */
  testAddress: string | null;
  actions: { preview: FormAction<Preview>; save: FormAction<Saved>; test: FormAction<void> };
};

/** A plain form for a template's text, with its preview beside it. */
export function TemplateEditor({ address, text, baseVersion, preview, variables, testAddress, actions }: Props) {
  const common = useTranslations("common");
  const t = useTranslations("operator-templates");
  const toast = useToast();
  const [typed, setTyped] = useState(text);
  // Moves on with one's own saves only: a page that was refreshed in between must not hide what somebody else saved.
  const [base, setBase] = useState(baseVersion);
  const lastField = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const live = useTemplatePreview(actions.preview, address, typed, text, preview);
  const email = address.kind === "EMAIL";
  const direction = address.locale === "ar" ? "rtl" : "ltr";

  const insert = (name: string) => {
    const field = lastField.current ?? document.querySelector<HTMLTextAreaElement>("textarea[name=body]");
    if (!field) return;
    field.setRangeText(`{{ ${name} }}`, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  const announce = (saved: Saved | undefined) => {
    if (!saved) return;
    setBase(saved.version);
    toast.add({ title: saved.changed ? t("form.saved", { version: saved.version }) : t("form.unchanged") });
  };

  return (
    <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,40rem)]">
      <Card>
        <Form action={actions.save} unsaved={common("unsaved")} onDone={announce} className="grid grid-cols-1 gap-5">
          <input type="hidden" name="key" value={address.key} />
          <input type="hidden" name="kind" value={address.kind} />
          <input type="hidden" name="locale" value={address.locale} />
          <input type="hidden" name="baseVersion" value={base} />
          <FormMessage />
          {email && (
            <Field name="subject" label={t("form.subject")} required>
              <Input
                dir={direction}
                defaultValue={text.subject}
                onFocus={(event) => (lastField.current = event.currentTarget)}
                onChange={(event) => setTyped({ ...typed, subject: event.currentTarget.value })}
              />
            </Field>
          )}
          <Field
            name="body"
            label={t("form.body")}
            required
            hint={email ? t.rich("form.bodyHintEmail", { code: () => <code dir="ltr">{"{{ links.app }}"}</code> }) : t("form.bodyHintSms")}
          >
            <Textarea
              dir={direction}
              rows={email ? 20 : 6}
              spellCheck
              className="font-mono text-sm! leading-6"
              defaultValue={text.body}
              onFocus={(event) => (lastField.current = event.currentTarget)}
              onChange={(event) => setTyped({ ...typed, body: event.currentTarget.value })}
            />
          </Field>
          <VariableList variables={variables} insert={insert} />
          <div>
            <SubmitButton>{t("form.save")}</SubmitButton>
          </div>
        </Form>
      </Card>
      <div className="grid grid-cols-1 gap-5 xl:sticky xl:top-18">
        <PreviewPane kind={address.kind} preview={live.preview} fault={live.fault} updating={live.updating} />
        <TestSend address={address} text={typed} to={testAddress} action={actions.test} />
      </div>
    </div>
  );
}
