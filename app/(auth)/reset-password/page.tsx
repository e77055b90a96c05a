import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { AskForNewLink, ResetPasswordForm } from "#components/auth/reset-password-form.tsx";
import { isLinkTokenValid } from "#lib/identity/link-token.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { pageAddress, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { chooseNewPassword } from "../actions.ts";

const PARAMS = { token: textParam(100), to: textParam(500) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("reset.title") };
}

export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { token, to } = await readParams(PARAMS, searchParams);
  const [t, settings, valid] = await Promise.all([getTranslations("auth"), requestSettings(), isLinkTokenValid(token, "RESET_PASSWORD")]);
  if (!valid)
    return (
      <ViewerFrame settings={settings} title={t("linkExpired.title")} text={t("linkExpired.text")}>
        <AskForNewLink href={pageAddress("/forgot-password", { to })} />
      </ViewerFrame>
    );
  return (
    <ViewerFrame settings={settings} title={t("reset.title")} text={t("reset.text")}>
      <ResetPasswordForm action={chooseNewPassword} token={token} to={to} />
    </ViewerFrame>
  );
}
