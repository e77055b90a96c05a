import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { SignUpForm } from "#components/auth/sign-up-form.tsx";
import { localPath } from "#lib/identity/local-path.ts";
import { currentViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { pageAddress, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { signUpAsViewer } from "../actions.ts";

const PARAMS = { to: textParam(500) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signUp.title") };
}

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await readParams(PARAMS, searchParams);
  const to = localPath(params.to, "/account");
  if (await currentViewer()) redirect(to);
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  const signIn = (
    <>
      {t("registered")}{" "}
      <a href={pageAddress("/sign-in", { to: params.to })} className="font-medium text-brand-ink hover:underline">
        {t("signInLink")}
      </a>
    </>
  );
  return (
    <ViewerFrame settings={settings} title={t("signUp.title")} text={t("signUp.text")} below={signIn}>
      <SignUpForm action={signUpAsViewer} to={to} />
    </ViewerFrame>
  );
}
