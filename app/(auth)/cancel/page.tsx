import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { NoticeForm } from "#components/auth/notice-form.tsx";
import { NoticeReceipt } from "#components/auth/notice-receipt.tsx";
import { currentViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { receiptOf } from "#lib/web/account/kept-notice.ts";
import { idParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { giveNoticeHere } from "../actions.ts";

/** `kept`: the notice that was sent. */
const PARAMS = { kept: idParam() };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("notice.title") };
}

/** Cancels without signing in, as German law asks of whoever sells on the web (§ 312k BGB): always reachable, two steps, confirmed at once. */
export default async function NoticePage({ searchParams }: { searchParams: SearchParams }) {
  const { kept } = await readParams(PARAMS, searchParams);
  const [t, settings, viewer] = await Promise.all([getTranslations("auth"), requestSettings(), currentViewer()]);
  return (
    <ViewerFrame settings={settings} title={t("notice.title")} text={t(kept ? "notice.doneText" : "notice.text")}>
      {kept ? (
        <NoticeReceipt title={t("notice.done")} kept={await receiptOf(kept, settings)} />
      ) : (
        <NoticeForm action={giveNoticeHere} viewer={viewer} />
      )}
    </ViewerFrame>
  );
}
