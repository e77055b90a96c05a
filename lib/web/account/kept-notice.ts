import { getLocale } from "next-intl/server";
import { isLocale, LOCALES } from "#i18n/locales.ts";
import { translatorOf } from "#i18n/translator.ts";
import { db } from "#lib/db/client.ts";
import type { CancellationNotice } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { formatDate, formatDateTime } from "#lib/kernel/format.ts";
import type { Settings } from "#lib/settings/schema.ts";

const HOUR_MS = 3_600_000;

/**
 * What somebody has just sent by a page that asks for no sign-in, for them to keep (§ 312k (3) BGB). Whoever has its id, which nobody guesses, reads it for an hour;
 * then it is in the letter alone.
 */
export function keptNotice(id: string): Promise<CancellationNotice | null> {
  return db.cancellationNotice.findFirst({ where: { id, receivedAt: { gt: new Date(now().getTime() - HOUR_MS) } } });
}

/** The same as it is shown; null when the hour is over. */
export async function receiptOf(id: string, { company }: Settings): Promise<{ id: string; lines: NoticeLine[] } | null> {
  const [notice, locale] = [await keptNotice(id), await getLocale()];
  return notice && { id, lines: noticeLines(notice, locale, company.timeZone) };
}

export type NoticeLine = { label: string; text: string };

/** What it says and when it came, line by line. */
export function noticeLines(notice: CancellationNotice, language: string, timeZone: string): NoticeLine[] {
  const locale = isLocale(language) ? language : LOCALES[0];
  const t = translatorOf(locale, "auth");
  const { kind, number, name, email, contract, forCause, cause, endsOn, receivedAt } = notice;
  const what = kind === "WITHDRAWAL" ? "withdrawal" : forCause ? "for_cause" : "ordinary";
  const lines = [
    { label: t("receipt.number"), text: String(number) },
    { label: t("receipt.received"), text: `${formatDateTime(receivedAt, locale, timeZone)} (${timeZone})` },
    { label: t("receipt.what"), text: t(`receipt.kinds.${what}`) },
    { label: t("notice.name"), text: name },
    { label: t("notice.email"), text: email },
    { label: t("notice.contract"), text: contract },
    { label: t("notice.endsOn"), text: endsOn ? formatDate(endsOn, locale, "UTC") : "" },
    { label: t("notice.cause"), text: forCause ? cause : "" },
  ];
  return lines.filter(({ text }) => text !== "");
}
