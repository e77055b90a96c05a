"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { FormAction } from "#lib/web/action.ts";

/** Moves a row one place up or down; the place is said to screen readers once it changed. */
export function MoveButtons({
  action,
  id,
  name,
  first,
  last,
}: {
  action: FormAction<void>;
  id: string;
  name: string;
  first: boolean;
  last: boolean;
}) {
  const t = useTranslations("operator-plans.move");
  const toast = useToast();
  return (
    <Form action={action} onDone={() => toast.add({ title: t("done", { name }) })} className="inline-flex">
      <input type="hidden" name="id" value={id} />
      <IconButton
        type="submit"
        name="direction"
        value="up"
        label={t("up", { name })}
        disabled={first}
        className="size-8 disabled:opacity-30"
      >
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton
        type="submit"
        name="direction"
        value="down"
        label={t("down", { name })}
        disabled={last}
        className="size-8 disabled:opacity-30"
      >
        <ArrowDown aria-hidden />
      </IconButton>
    </Form>
  );
}
