import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { NoticeReceipt } from "#components/auth/notice-receipt.tsx";
import { WithdrawForm } from "#components/auth/withdraw-form.tsx";
import { currentViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { receiptOf } from "#lib/web/account/kept-notice.ts";
import { idParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { withdrawHere } from "../actions.ts";

/** `kept`: the withdrawal that was sent. */
const PARAMS = { kept: idParam() };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("withdraw.title") };
}

/** Withdraws from a contract without signing in, as the law of the Union asks since 19 June 2026 (Directive (EU) 2023/2673; § 356a BGB). */
export default async function WithdrawPage({ searchParams }: { searchParams: SearchParams }) {
  const { kept } = await readParams(PARAMS, searchParams);
  const [t, settings, viewer] = await Promise.all([getTranslations("auth"), requestSettings(), currentViewer()]);
  return (
    <ViewerFrame settings={settings} title={t("withdraw.title")} text={t(kept ? "withdraw.doneText" : "withdraw.text")}>
      {kept ? (
        <NoticeReceipt title={t("withdraw.done")} kept={await receiptOf(kept, settings)} />
      ) : (
        <WithdrawForm action={withdrawHere} viewer={viewer} />
      )}
    </ViewerFrame>
  );
}
