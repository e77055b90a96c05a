"use client";
import { useTranslations } from "next-intl";
import { Select } from "#components/forms/controls.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import type { Role } from "#lib/db/generated/client.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ROLES } from "./roles.ts";

/** Changes a role as soon as another is chosen. */
export function RoleSelect({ id, name, role, action }: { id: string; name: string; role: Role; action: FormAction<void> }) {
  const t = useTranslations("operator-team");
  const announced = useAnnounced(action, () => ({ title: t("roleChanged", { name }) }));
  return (
    <Form action={announced} className="grid max-w-52 min-w-32 gap-2">
      <input type="hidden" name="id" value={id} />
      <Select
        name="role"
        aria-label={t("roleOf", { name })}
        defaultValue={role}
        className="min-h-9! py-1!"
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
      >
        {ROLES.map((one) => (
          <option key={one} value={one}>
            {t(`roles.${one}.label`)}
          </option>
        ))}
      </Select>
      <FormMessage />
    </Form>
  );
}
