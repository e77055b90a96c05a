import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OperatorFrame } from "#components/auth/auth-frame.tsx";
import { CodeForm } from "#components/auth/code-form.tsx";
import { PasskeyForm } from "#components/auth/passkey-form.tsx";
import { localPath } from "#lib/identity/local-path.ts";
import { operatorSession } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { pageAddress, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { askForPasskey, finishWithCode, finishWithPasskey } from "../actions.ts";

const PARAMS = { to: textParam(500) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("secondStep.title") };
}

export default async function SecondStepPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await readParams(PARAMS, searchParams);
  const to = localPath(params.to, "/operator");
  const session = await operatorSession();
  if (!session) redirect(pageAddress("/operator/sign-in", { to }));
  if (!session.secondFactorDue) redirect(to);
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  const other = (
    <Link href={pageAddress("/operator/sign-in", { to })} className="font-medium text-brand-ink hover:underline">
      {t("secondStep.startAgain")}
    </Link>
  );
  return (
    <OperatorFrame settings={settings} title={t("secondStep.title")} text={t("secondStep.text")} below={other}>
      <div className="grid gap-6">
        {session.operator._count.passkeys > 0 && <PasskeyForm action={finishWithPasskey} ask={askForPasskey} to={to} />}
        <CodeForm action={finishWithCode} to={to} hasApp={session.operator.totpConfirmedAt !== null} />
      </div>
    </OperatorFrame>
  );
}
