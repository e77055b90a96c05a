import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OperatorFrame } from "#components/auth/auth-frame.tsx";
import { PasskeyForm } from "#components/auth/passkey-form.tsx";
import { PasswordInput } from "#components/auth/password-input.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { localPath } from "#lib/identity/local-path.ts";
import { requireSignedIn } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { pageAddress, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { askForPasskey, confirmByPasskey, confirmByPassword } from "../actions.ts";

const PARAMS = { to: textParam(500) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("confirm.title") };
}

/** Before secrets, roles and factors: a signed-in browser may have been left alone. */
export default async function ConfirmPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await readParams(PARAMS, searchParams);
  const to = localPath(params.to, "/operator");
  const operator = await requireSignedIn(pageAddress("/operator/confirm", { to }));
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  const back = (
    <Link href="/operator" className="font-medium text-brand-ink hover:underline">
      {t("confirm.back")}
    </Link>
  );
  return (
    <OperatorFrame settings={settings} title={t("confirm.title")} text={t("confirm.text", { email: operator.email })} below={back}>
      <div className="grid gap-6">
        {operator._count.passkeys > 0 && <PasskeyForm action={confirmByPasskey} ask={askForPasskey} to={to} />}
        <Form action={confirmByPassword} className="grid gap-5">
          <FormMessage />
          <input type="hidden" name="to" value={to} />
          <Field name="password" label={t("password")} required>
            <PasswordInput autoComplete="current-password" />
          </Field>
          <SubmitButton size="lg" className="w-full">
            {t("confirm.submit")}
          </SubmitButton>
        </Form>
      </div>
    </OperatorFrame>
  );
}
