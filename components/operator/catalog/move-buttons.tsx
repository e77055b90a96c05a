"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { IconButton } from "#components/ui/button.tsx";
import { ArrowDown, ArrowUp } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

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
  const announced = useAnnounced(action, () => ({ title: t("done", { name }) }));
  return (
    <Form action={announced} className="inline-flex">
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
