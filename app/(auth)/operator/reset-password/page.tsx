import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OperatorFrame } from "#components/auth/auth-frame.tsx";
import { AskForNewLink, ResetPasswordForm } from "#components/auth/reset-password-form.tsx";
import { isLinkTokenValid } from "#lib/identity/link-token.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { chooseNewOperatorPassword } from "../actions.ts";

const PARAMS = { token: textParam(100) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("reset.title") };
}

export default async function OperatorResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await readParams(PARAMS, searchParams);
  const valid = await isLinkTokenValid(token, "RESET_OPERATOR_PASSWORD");
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  if (!valid)
    return (
      <OperatorFrame settings={settings} title={t("linkExpired.title")} text={t("linkExpired.text")}>
        <AskForNewLink href="/operator/forgot-password" />
      </OperatorFrame>
    );
  return (
    <OperatorFrame settings={settings} title={t("reset.title")} text={t("reset.text")}>
      <ResetPasswordForm action={chooseNewOperatorPassword} token={token} hint="operator.passwordHint" />
    </OperatorFrame>
  );
}
