"use client";
import { useTranslations } from "next-intl";
import { Form, useForm } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

export type ShownPassword = { password: string; reset: boolean };

/** The login of the TV app. The password is fetched only when somebody asks to see it; one form does both, so the newest is shown. */
export function TvLogin({ userId, action }: { userId: string; action: FormAction<ShownPassword> }) {
  const t = useTranslations("account.tv");
  return (
    <Form action={action}>
      {(state) => (
        <>
          <FormMessage done={state.data?.reset ? t("resetDone") : undefined} />
          <div className="mt-4 grid gap-3">
            <Line label={t("userId")} value={userId} copy={t("copyUserId")} />
            <Line label={t("password")} value={state.data?.password} copy={t("copyPassword")} hidden={t("hidden")} />
          </div>
          <div className="mt-4 grid justify-items-start gap-3">
            {!state.data && <Choose value="reveal">{t("reveal")}</Choose>}
            <details className="text-sm" key={state.data?.password}>
              <summary className="text-muted underline-offset-4 hover:text-ink hover:underline">{t("resetAsk")}</summary>
              <p className="my-3">{t("resetText")}</p>
              <Choose value="reset">{t("reset")}</Choose>
            </details>
          </div>
        </>
      )}
    </Form>
  );
}

function Choose({ value, children }: { value: string; children: string }) {
  const { pending } = useForm();
  return (
    <SubmitButton variant="secondary" size="sm" name="what" value={value} disabled={pending}>
      {children}
    </SubmitButton>
  );
}

function Line({ label, value, copy, hidden }: { label: string; value?: string; copy: string; hidden?: string }) {
  return (
    <div className="flex min-h-12 items-center justify-between gap-3 rounded-control bg-sunken ps-4 pe-1.5">
      <div className="min-w-0 py-1.5">
        <p className="text-xs text-muted">{label}</p>
        <p className="font-mono text-[0.9375rem] break-all" aria-live="polite">
          {value ? <bdi>{value}</bdi> : <span title={hidden}>••••-••••-••••</span>}
        </p>
      </div>
      {value && <CopyButton value={value} label={copy} />}
    </div>
  );
}
