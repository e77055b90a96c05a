import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OperatorFrame } from "#components/auth/auth-frame.tsx";
import { ForgotPasswordForm } from "#components/auth/forgot-password-form.tsx";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { forgotOperatorPassword } from "../actions.ts";

const PARAMS = { email: textParam(254) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("forgot.title") };
}

export default async function OperatorForgotPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { email } = await readParams(PARAMS, searchParams);
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  const back = (
    <Link href="/operator/sign-in" className="font-medium text-brand-ink hover:underline">
      {t("backToSignIn")}
    </Link>
  );
  return (
    <OperatorFrame settings={settings} title={t("forgot.title")} text={t("operator.forgotText")} below={back}>
      <ForgotPasswordForm action={forgotOperatorPassword} email={email} />
    </OperatorFrame>
  );
}
