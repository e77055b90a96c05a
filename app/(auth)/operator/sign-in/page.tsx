import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OperatorFrame } from "#components/auth/auth-frame.tsx";
import { DemoAccount } from "#components/auth/demo-account.tsx";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { shownDemoAccount } from "#lib/identity/demo-accounts.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { currentOperator } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { choiceParam, pageAddress, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { signInAsOperator } from "../actions.ts";

const PARAMS = { to: textParam(500), fill: textParam(1), notice: choiceParam(["password"]) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("operator.title") };
}

export default async function OperatorSignInPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await readParams(PARAMS, searchParams);
  const to = localPath(params.to, "/operator");
  if (await currentOperator()) redirect(to);
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  const demo = shownDemoAccount("operator");
  const viewer = (
    <>
      {t("operator.notViewer")}{" "}
      <a href="/sign-in" className="font-medium text-brand-ink hover:underline">
        {t("operator.viewerLink")}
      </a>
    </>
  );
  return (
    <OperatorFrame settings={settings} title={t("operator.title")} below={viewer}>
      {params.notice && <Alert tone="positive" title={t("operator.resetDone")} className="mb-6" />}
      {demo && <DemoAccount kind="operator" {...demo} fillHref={pageAddress("/operator/sign-in", { to: params.to, fill: "1" })} />}
      <SignInForm action={signInAsOperator} to={to} forgotHref="/operator/forgot-password" filled={params.fill ? demo : null} />
    </OperatorFrame>
  );
}
