"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Bookmark } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ListMenu } from "../list-menu.tsx";
import { useAnnounced } from "../use-announced.ts";
import { ViewFields } from "./view-fields.tsx";

type Props = { list: string; query: string; mayShare: boolean; save: FormAction<void> };

/** Keeps what the list is asked for now under a name. */
export function SaveView({ list, query, mayShare, save }: Props) {
  const t = useTranslations("operator.list.view");
  const action = useAnnounced(save, () => ({ title: t("saved") }));
  return (
    <ListMenu align="start" icon={<Bookmark aria-hidden />} label={t("save")}>
      <Form action={action} className="grid gap-3">
        <input type="hidden" name="list" value={list} />
        <input type="hidden" name="query" value={query} />
        <p className="text-sm text-muted">{t("saveMeaning")}</p>
        <FormMessage />
        <ViewFields shared={false} mayShare={mayShare} />
        <SubmitButton size="sm">{t("saveNow")}</SubmitButton>
      </Form>
    </ListMenu>
  );
}
