import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { ForgotPasswordForm } from "#components/auth/forgot-password-form.tsx";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { pageAddress, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { forgotPassword } from "../actions.ts";

const PARAMS = { to: textParam(500), email: textParam(254) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("forgot.title") };
}

export default async function ForgotPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { to, email } = await readParams(PARAMS, searchParams);
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  const back = (
    <a href={pageAddress("/sign-in", { to })} className="font-medium text-brand-ink hover:underline">
      {t("backToSignIn")}
    </a>
  );
  return (
    <ViewerFrame settings={settings} title={t("forgot.title")} text={t("forgot.text")} below={back}>
      <ForgotPasswordForm action={forgotPassword} to={to} email={email} />
    </ViewerFrame>
  );
}
