import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { DemoAccount } from "#components/auth/demo-account.tsx";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { shownDemoAccount } from "#lib/identity/demo-accounts.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { currentViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { pageAddress, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { signInAsViewer } from "../actions.ts";

const PARAMS = { to: textParam(500), fill: textParam(1) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signIn.submit") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await readParams(PARAMS, searchParams);
  const to = localPath(params.to, "/account");
  if (await currentViewer()) redirect(to);
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  const demo = shownDemoAccount("viewer");
  const signUp = (
    <>
      {t("newHere")}{" "}
      <a href={pageAddress("/sign-up", { to: params.to })} className="font-medium text-brand-ink hover:underline">
        {t("signUp.link")}
      </a>
    </>
  );
  return (
    <ViewerFrame settings={settings} title={t("signIn.title")} text={t("signIn.text")} below={signUp}>
      {demo && <DemoAccount kind="viewer" {...demo} fillHref={pageAddress("/sign-in", { to: params.to, fill: "1" })} />}
      <SignInForm
        action={signInAsViewer}
        to={to}
        forgotHref={pageAddress("/forgot-password", { to: params.to })}
        filled={params.fill ? demo : null}
      />
    </ViewerFrame>
  );
}
