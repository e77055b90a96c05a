import { getLocale } from "next-intl/server";
import { z } from "zod";
import { getSettings } from "#lib/settings/settings.ts";
import { keptNotice, noticeLines } from "#lib/web/account/kept-notice.ts";
import { fileResponse } from "#lib/web/http/file-response.ts";

/** What somebody has just sent without signing in, as a file for them to keep. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const id = z.uuid().safeParse((await params).id);
  const notice = id.success ? await keptNotice(id.data) : null;
  if (!notice) return new Response(null, { status: 404 });
  const [{ brand, company }, locale] = [await getSettings(), await getLocale()];
  const lines = noticeLines(notice, locale, company.timeZone);
  const text = [brand.name, "", ...lines.map(({ label, text }) => `${label}: ${text}`), ""].join("\r\n");
  return fileResponse(text, "text/plain", `notice-${notice.number}.txt`);
}
