"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Plus } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Makes a batch of codes. */
export function AddCodes({ couponId, action }: { couponId: string; action: FormAction<void> }) {
  const t = useTranslations("operator-coupons.codes");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const announced = useAnnounced(
    action,
    () => ({ title: t("added") }),
    () => setOpen(false),
  );
  const trigger = (
    <Button className="justify-self-start">
      <Plus aria-hidden />
      {t("add")}
    </Button>
  );
  return (
    <Dialog trigger={trigger} title={t("add")} open={open} onOpenChange={setOpen}>
      <Form action={announced} className="grid gap-4">
        <input type="hidden" name="couponId" value={couponId} />
        <FormMessage />
        <Field name="name" label={t("name")} hint={t("nameHint")} required>
          <Input dir="auto" maxLength={80} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="count" label={t("count")} required>
            <Input type="number" min={1} max={10_000} inputMode="numeric" defaultValue="100" />
          </Field>
          <Field name="usesEach" label={t("usesEach")}>
            <Input type="number" min={1} inputMode="numeric" defaultValue="1" />
          </Field>
        </div>
        <Field name="prefix" label={t("prefix")} note={common("optional")} hint={t("prefixHint")}>
          <Input dir="ltr" maxLength={16} autoComplete="off" spellCheck={false} className="font-mono uppercase" />
        </Field>
        <SubmitButton>{t("make")}</SubmitButton>
      </Form>
    </Dialog>
  );
}
