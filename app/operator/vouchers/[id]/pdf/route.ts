import { getLocale } from "next-intl/server";
import { isLocale, LOCALES } from "#i18n/locales.ts";
import { env } from "#lib/kernel/env.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { pdfResponse } from "#lib/web/http/pdf-response.ts";
import { renderVoucherSheet } from "#lib/web/http/voucher-sheet.ts";
import { takenCodes } from "../taken-codes.ts";

/** The batch's vouchers that can be redeemed, to be printed and cut. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [taken, settings, locale] = [await takenCodes(params, "pdf"), await getSettings(), await getLocale()];
  if (!taken) return new Response(null, { status: 404 });
  const sheet = await renderVoucherSheet(taken, { locale: isLocale(locale) ? locale : LOCALES[0], settings, shop: env().APP_URL });
  return pdfResponse(sheet, `vouchers-${taken.batch.number}`);
}
