"use client";
import { useTranslations } from "next-intl";
import { type ReactElement, useState } from "react";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
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
  const [open, setOpen] = useState(false);
  const words = (data?: { replaced: boolean }) => ({ title: data?.replaced ? t("replaced") : t("saved"), description: t("inShop") });
  const announced = useAnnounced(action, words, () => setOpen(false));
  return (
    <Dialog trigger={trigger} title={price.id ? t("edit") : t("new")} open={open} onOpenChange={setOpen}>
      <PriceForm price={price} action={announced} />
    </Dialog>
  );
}
