"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Pencil } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { ShownView } from "#lib/web/lists/saved-views.ts";
import { ListMenu } from "../list-menu.tsx";
import { useAnnounced } from "../use-announced.ts";
import { ViewFields } from "./view-fields.tsx";

type Props = { view: ShownView; path: string; mayShare: boolean; change: FormAction<void>; remove: FormAction<void> };

/** The view in force: its name and whether it is shared, where it is one's own; and its end. Of another's, whose it is. */
export function ChangeView({ view, path, mayShare, change, remove }: Props) {
  const t = useTranslations("operator.list.view");
  const router = useRouter();
  const changed = useAnnounced(change, () => ({ title: t("saved") }));
  const removed = useAnnounced(
    remove,
    () => ({ title: t("deleted") }),
    () => router.replace(path, { scroll: false }),
  );
  return (
    <ListMenu align="start" icon={<Pencil aria-hidden />} label={t("change")}>
      <div className="grid gap-4">
        {view.of === null ? (
          <Form action={changed} className="grid gap-3">
            <input type="hidden" name="id" value={view.id} />
            <FormMessage />
            <ViewFields name={view.name} shared={view.shared} mayShare={mayShare} />
            <SubmitButton size="sm">{t("saveNow")}</SubmitButton>
          </Form>
        ) : (
          <p className="text-sm text-muted">{t("of", { name: view.of })}</p>
        )}
        {view.mayDelete && (
          <Form action={removed} className="grid gap-2 border-t pt-3">
            <input type="hidden" name="id" value={view.id} />
            <FormMessage />
            <p className="text-sm text-muted">{view.shared ? t("deleteShared") : t("deleteMeaning")}</p>
            <SubmitButton size="sm" variant="danger">
              {t("delete")}
            </SubmitButton>
          </Form>
        )}
      </div>
    </ListMenu>
  );
}
