import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogClose } from "#components/ui/dialog.tsx";

/** The end of a form in a dialog: the button that does it, and one that leaves all as it is. */
export function DialogSubmit({ danger, children }: { danger?: boolean; children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <DialogClose>
        <Button>{t("cancel")}</Button>
      </DialogClose>
      <SubmitButton variant={danger ? "danger" : "primary"}>{children}</SubmitButton>
    </div>
  );
}
