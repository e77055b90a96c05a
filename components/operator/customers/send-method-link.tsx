"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CreditCard } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { customerId: string; email: string; phone: string | null; send: FormAction<{ link: string }> };

/** Replaces a viewer's card with them on the phone: they get a link to the secure page, and no operator ever hears a card number. */
export function SendMethodLink({ customerId, email, phone, send }: Props) {
  const t = useTranslations("operator-customers.methodLink");
  const to = phone
    ? t("toBoth", { email: `\u2068${email}\u2069`, phone: `\u2066${phone}\u2069` })
    : t("toEmail", { email: `\u2068${email}\u2069` });
  return (
    <Dialog
      trigger={
        <Button size="sm" className="justify-self-start">
          <CreditCard aria-hidden />
          {t("open")}
        </Button>
      }
      title={t("title")}
    >
      <Form action={send} className="grid grid-cols-1 gap-4">
        {(state) =>
          state.status === "done" && state.data ? (
            <>
              <Alert tone="positive" title={t("done")}>
                {to}
              </Alert>
              <div className="flex items-center gap-1 rounded-control bg-sunken ps-3">
                <code className="min-w-0 flex-1 py-2 text-xs break-all" dir="ltr">
                  {state.data.link}
                </code>
                <CopyButton value={state.data.link} label={t("copy")} />
              </div>
              <p className="text-sm text-muted">{t("once")}</p>
            </>
          ) : (
            <>
              <input type="hidden" name="customerId" value={customerId} />
              <FormMessage />
              <p className="text-sm text-muted">{t("text")}</p>
              <p className="text-sm">{to}</p>
              <DialogSubmit>{t("send")}</DialogSubmit>
            </>
          )
        }
      </Form>
    </Dialog>
  );
}
