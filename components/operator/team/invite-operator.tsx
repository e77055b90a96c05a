"use client";
import { useTranslations } from "next-intl";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ROLES } from "./roles.ts";

type Invited = { link: string; email: string };

/** Invites by email; the link is shown too, to hand over where no mail is sent. */
export function InviteOperator({ action }: { action: FormAction<Invited> }) {
  const t = useTranslations("operator-team");
  return (
    <Form action={action} className="grid gap-4">
      {(state) => (
        <>
          {state.status === "refused" && <FormMessage />}
          {state.status === "done" && state.data && <Link invited={state.data} />}
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Field name="name" label={t("name")} required>
              <Input autoComplete="off" maxLength={80} />
            </Field>
            <Field name="email" label={t("email")} required>
              <Input type="email" dir="ltr" autoComplete="off" />
            </Field>
            <Field name="role" label={t("role")} hint={t("roleHint")}>
              <Select defaultValue="SUPPORT">
                {ROLES.map((role) => (
                  <option key={role} value={role}>
                    {t(`roles.${role}.label`)}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <dl className="grid gap-1 text-sm text-muted">
            {ROLES.map((role) => (
              <div key={role}>
                <dt className="inline font-medium text-ink">{t(`roles.${role}.label`)}: </dt>
                <dd className="inline">{t(`roles.${role}.text`)}</dd>
              </div>
            ))}
          </dl>
          <div>
            <SubmitButton>{t("invite.button")}</SubmitButton>
          </div>
        </>
      )}
    </Form>
  );
}

function Link({ invited: { link, email } }: { invited: Invited }) {
  const t = useTranslations("operator-team.invite");
  return (
    <Alert tone="positive" title={t("done", { email })}>
      <p>{t("doneText")}</p>
      <div className="mt-2 flex items-center gap-1 rounded-control bg-surface ps-3">
        <code dir="ltr" className="min-w-0 flex-1 py-2 text-xs break-all">
          {link}
        </code>
        <CopyButton value={link} label={t("copy")} />
      </div>
    </Alert>
  );
}
