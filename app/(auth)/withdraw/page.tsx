import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { WithdrawForm } from "#components/auth/withdraw-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { currentViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { choiceParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { withdrawHere } from "../actions.ts";

const PARAMS = { done: choiceParam(["1"]) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("withdraw.title") };
}

/** Withdraws from a contract without signing in, as the law of the Union asks since 19 June 2026 (Directive (EU) 2023/2673; § 356a BGB). */
export default async function WithdrawPage({ searchParams }: { searchParams: SearchParams }) {
  const { done } = await readParams(PARAMS, searchParams);
  const [t, settings, viewer] = await Promise.all([getTranslations("auth"), requestSettings(), currentViewer()]);
  return (
    <ViewerFrame settings={settings} title={t("withdraw.title")} text={t(done ? "withdraw.doneText" : "withdraw.text")}>
      {done ? <Alert tone="positive" title={t("withdraw.done")} /> : <WithdrawForm action={withdrawHere} viewer={viewer} />}
    </ViewerFrame>
  );
}
