"use client";
import { browserSupportsWebAuthn, type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from "@simplewebauthn/browser";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { KeyRound } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props<T> = { action: FormAction<T>; ask: () => Promise<PublicKeyCredentialRequestOptionsJSON>; to: string };

/** Proves who one is with a passkey. Shown only where a browser with scripts can do it. */
export function PasskeyForm<T>({ action, ask, to }: Props<T>) {
  const t = useTranslations("auth.passkey");
  const [able, setAble] = useState(false);
  useEffect(() => setAble(browserSupportsWebAuthn()), []);
  if (!able) return null;
  const proven: FormAction<T> = async (previous, form) => {
    const optionsJSON = await ask();
    const response = await startAuthentication({ optionsJSON }).catch(() => null);
    if (!response) return { status: "refused", message: t("canceled") };
    form.set("response", JSON.stringify(response));
    return action(previous, form);
  };
  return (
    <Form action={proven} className="grid gap-4">
      <FormMessage />
      <input type="hidden" name="to" value={to} />
      <SubmitButton size="lg" className="w-full">
        <KeyRound aria-hidden />
        {t("use")}
      </SubmitButton>
    </Form>
  );
}
