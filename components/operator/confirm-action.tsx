"use client";
import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  /** The button that asks. */
  trigger: ReactElement<Record<string, unknown>>;
  title: ReactNode;
  /** What it will do, and what it will leave alone. */
  children: ReactNode;
  confirm: ReactNode;
  /** Said once it is done. */
  done: string;
  danger?: boolean;
  action: FormAction<void>;
  /** Sent along. */
  values: Record<string, string>;
};

/** A question before something that is not easily undone. A refusal is said in the dialog, which stays open. */
export function ConfirmAction({ trigger, title, children, confirm, done, danger, action, values }: Props) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const announced = useAnnounced(
    action,
    () => ({ title: done }),
    () => setOpen(false),
  );
  return (
    <Dialog trigger={trigger} title={title} open={open} onOpenChange={setOpen}>
      <Form action={announced} className="grid gap-5">
        {Object.entries(values).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <FormMessage />
        <div className="text-sm text-muted">{children}</div>
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose>
            <Button>{t("back")}</Button>
          </DialogClose>
          <SubmitButton variant={danger ? "danger" : "primary"}>{confirm}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
