import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ViewerFrame } from "#components/auth/auth-frame.tsx";
import { LeavingForm } from "#components/auth/leaving-form.tsx";
import { openForm } from "#lib/kernel/leaving-form.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";

const PARAMS = { form: textParam(12_000) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("leave.title"), referrer: "no-referrer" };
}

/** On the way to a payment page that takes forms only. What is sent, and where, we have signed. */
export default async function LeavePage({ searchParams }: { searchParams: SearchParams }) {
  const form = openForm((await readParams(PARAMS, searchParams)).form);
  if (!form) notFound();
  const [t, settings] = await Promise.all([getTranslations("auth"), requestSettings()]);
  const host = new URL(form.address).hostname;
  return (
    <ViewerFrame settings={settings} title={t("leave.title")} text={t("leave.text", { host: `\u2068${host}\u2069` })}>
      <LeavingForm form={form} label={t("leave.submit")} />
    </ViewerFrame>
  );
}
