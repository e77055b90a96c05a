import { getLocale } from "next-intl/server";
import { z } from "zod";
import { isLocale, LOCALES } from "#i18n/locales.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { env } from "#lib/kernel/env.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { ownGift } from "#lib/wallet/gifts.ts";
import { renderGiftCard } from "#lib/web/http/gift-card.ts";
import { pdfResponse } from "#lib/web/http/pdf-response.ts";

/** A gift's card, to be printed by who gives it. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await requireViewer("/account/gifts");
  const id = z.uuid().safeParse((await params).id);
  const gift = id.success ? await ownGift(viewer.id, id.data) : null;
  if (!gift) return new Response(null, { status: 404 });
  const [settings, locale] = [await getSettings(), await getLocale()];
  return pdfResponse(await renderGiftCard(gift, { locale: isLocale(locale) ? locale : LOCALES[0], settings, shop: env().APP_URL }), "gift");
}
