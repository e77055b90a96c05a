"use client";
import { useTranslations } from "next-intl";
import { type ReactElement, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { FormAction } from "#lib/web/action.ts";
import { type EditablePrice, PriceForm } from "./price-form.tsx";

/** Opens a payment plan's form from `trigger`. */
export function PriceDialog({
  trigger,
  price,
  action,
}: {
  trigger: ReactElement<Record<string, unknown>>;
  price: EditablePrice;
  action: FormAction<{ replaced: boolean }>;
}) {
  const t = useTranslations("operator-plans.price");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const close = (data?: { replaced: boolean }) => {
    setOpen(false);
    toast.add({ title: data?.replaced ? t("replaced") : t("saved"), description: t("inShop") });
  };
  return (
    <Dialog trigger={trigger} title={price.id ? t("edit") : t("new")} open={open} onOpenChange={setOpen}>
      <PriceForm price={price} action={action} onDone={close} />
    </Dialog>
  );
}
