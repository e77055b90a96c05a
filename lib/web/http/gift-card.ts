import { directionOf, type Locale } from "#i18n/locales.ts";
import { translatorOf } from "#i18n/translator.ts";
import { CONTENT_WIDTH, MUTED, PAGE, PageWriter } from "#lib/invoices/pdf/page-writer.ts";
import { isolated } from "#lib/invoices/pdf/runs.ts";
import { unseal } from "#lib/kernel/seal.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { ownGift } from "#lib/wallet/gifts.ts";

type Gift = NonNullable<Awaited<ReturnType<typeof ownGift>>>;
type Card = { locale: Locale; settings: Pick<Settings, "brand">; shop: string };

const TOP = PAGE.margin + 60;
const INSET = 40;
/** Of a card without words. */
const HEIGHT = 340;
const WORDS = { size: 12 };

/** A card on one A4 page: who gives what to whom, their words, and the code, in the language of `locale`. */
export function renderGiftCard(gift: Gift, { locale, settings: { brand }, shop }: Card): Promise<Buffer> {
  const [t, common] = [translatorOf(locale, "redeem.card"), translatorOf(locale, "common")];
  const { plan, interval, intervalCount } = gift.order.subscription;
  const writer = new PageWriter(directionOf(locale), {
    title: t("title", { plan: plan.name }),
    author: brand.name,
    language: locale,
    date: gift.createdAt,
  });
  const width = CONTENT_WIDTH - 2 * INSET;
  const words = gift.message ? writer.heightOf(isolated(gift.message), width, WORDS) + 16 : 0;
  writer.box(0, TOP, CONTENT_WIDTH, HEIGHT + words, "#f4f4f5");
  let y = TOP + INSET;
  const line = (text: string, size: number, { bold = false, muted = false, after = 10 } = {}) => {
    y += writer.text(text, INSET, y, width, { size, weight: bold ? 600 : 400, ...(muted && { color: MUTED }) }) + after;
  };
  line(isolated(brand.name), 12, { bold: true, muted: true, after: 24 });
  line(t("for", { name: gift.toName }), 14, { after: 6 });
  line(isolated(plan.name), 32, { bold: true, after: 4 });
  line(common(`length.${interval}`, { count: intervalCount }), 14, { after: 20 });
  if (gift.message) line(isolated(gift.message), WORDS.size, { after: 16 });
  line(t("from", { name: gift.fromName }), 12, { after: 26 });
  line(isolated(unseal(gift.sealed)), 20, { bold: true, after: 8 });
  line(t("redeem", { address: `${shop}/redeem` }), 10, { muted: true });
  return writer.finish();
}
