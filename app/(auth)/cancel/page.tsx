import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { NoticeForm } from "#components/auth/notice-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { currentViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { choiceParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { giveNoticeHere } from "../actions.ts";

const PARAMS = { done: choiceParam(["1"]) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("notice.title") };
}

/** Cancels without signing in, as German law asks of whoever sells on the web (§ 312k BGB): always reachable, two steps, confirmed at once. */
export default async function NoticePage({ searchParams }: { searchParams: SearchParams }) {
  const { done } = await readParams(PARAMS, searchParams);
  const [t, settings, viewer] = await Promise.all([getTranslations("auth"), requestSettings(), currentViewer()]);
  return (
    <ViewerFrame settings={settings} title={t("notice.title")} text={t(done ? "notice.doneText" : "notice.text")}>
      {done ? <Alert tone="positive" title={t("notice.done")} /> : <NoticeForm action={giveNoticeHere} viewer={viewer} />}
    </ViewerFrame>
  );
}
