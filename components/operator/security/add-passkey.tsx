"use client";
import { browserSupportsWebAuthn, type PublicKeyCredentialCreationOptionsJSON, startRegistration } from "@simplewebauthn/browser";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { Codes } from "./two-step.tsx";

export type PreparePasskey = () => Promise<PublicKeyCredentialCreationOptionsJSON>;

/** Makes a passkey in this browser, or on a key or phone at hand. */
export function AddPasskey({ action, prepare }: { action: FormAction<Codes>; prepare: PreparePasskey }) {
  const t = useTranslations("operator-security.passkeys");
  const [able, setAble] = useState<boolean>();
  useEffect(() => setAble(browserSupportsWebAuthn()), []);
  if (!able) return <p className="text-sm text-muted">{able === undefined ? t("needsScripts") : t("unable")}</p>;
  const made: FormAction<Codes> = async (previous, form) => {
    const optionsJSON = await prepare();
    const response = await startRegistration({ optionsJSON }).catch(() => null);
    if (!response) return { status: "refused", message: t("canceled"), values: { name: String(form.get("name") ?? "") } };
    form.set("response", JSON.stringify(response));
    return action(previous, form);
  };
  return (
    <Form action={made} className="grid gap-3">
      <FormMessage />
      <div className="flex flex-wrap items-end gap-3">
        <Field name="name" label={t("name")} required className="w-full max-w-72">
          <Input maxLength={60} autoComplete="off" defaultValue={t("defaultName")} />
        </Field>
        <SubmitButton variant="secondary">{t("add")}</SubmitButton>
      </div>
    </Form>
  );
}
