"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeyRound } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Login = { userId: string; password: string };

/** The user id of the TV app, and for those who may a new password, shown this once. */
export function TvLogin({
  customerId,
  userId,
  reset,
  firstLogin,
}: {
  customerId: string;
  userId: string;
  reset?: FormAction<Login>;
  firstLogin: ReactNode;
}) {
  const t = useTranslations("operator-customers.login");
  return (
    <div className="grid gap-3 text-sm">
      <Value label={t("userId")} value={userId} copy={t("copyUserId")} />
      <div className="grid gap-3 text-muted">{firstLogin}</div>
      {reset && (
        <Dialog
          trigger={
            <Button size="sm" className="justify-self-start">
              <KeyRound aria-hidden />
              {t("reset")}
            </Button>
          }
          title={t("title")}
        >
          <Form action={reset} className="grid gap-4">
            {(state) =>
              state.status === "done" && state.data ? (
                <>
                  <Alert tone="positive" title={t("done")}>
                    {t("once")}
                  </Alert>
                  <Value label={t("userId")} value={state.data.userId} copy={t("copyUserId")} />
                  <Value label={t("password")} value={state.data.password} copy={t("copyPassword")} />
                </>
              ) : (
                <>
                  <input type="hidden" name="customerId" value={customerId} />
                  <FormMessage />
                  <p className="text-sm text-muted">{t("text")}</p>
                  <DialogSubmit danger>{t("reset")}</DialogSubmit>
                </>
              )
            }
          </Form>
        </Dialog>
      )}
    </div>
  );
}

function Value({ label, value, copy }: { label: string; value: string; copy: string }) {
  return (
    <div className="flex items-center justify-between gap-3 rounded-lg bg-sunken px-3 py-1">
      <span className="text-muted">{label}</span>
      <span className="flex min-w-0 items-center gap-1">
        <code className="truncate">{value}</code>
        <CopyButton value={value} label={copy} />
      </span>
    </div>
  );
}
