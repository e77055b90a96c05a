import { directionOf, type Locale } from "#i18n/locales.ts";
import { translatorOf } from "#i18n/translator.ts";
import { CONTENT_WIDTH, MUTED, PAGE, PageWriter } from "#lib/invoices/pdf/page-writer.ts";
import { isolated } from "#lib/invoices/pdf/runs.ts";
import { now } from "#lib/kernel/clock.ts";
import { formatDate, formatMoney } from "#lib/kernel/format.ts";
import type { VoucherCodes } from "#lib/reports/vouchers.ts";
import type { Settings } from "#lib/settings/schema.ts";

const COLUMNS = 2;
const ROWS = 5;
const GAP = 12;
const WIDTH = (CONTENT_WIDTH - GAP * (COLUMNS - 1)) / COLUMNS;
const HEIGHT = (PAGE.height - 2 * PAGE.margin - GAP * (ROWS - 1)) / ROWS;
const INSET = 16;

type Sheet = { locale: Locale; settings: Pick<Settings, "brand" | "company">; shop: string };

/** Vouchers to be printed and cut, ten on an A4 page, in the language of `locale`. */
export function renderVoucherSheet({ batch, codes }: VoucherCodes, { locale, settings, shop }: Sheet): Promise<Buffer> {
  const { brand, company } = settings;
  const [t, common] = [translatorOf(locale, "redeem.sheet"), translatorOf(locale, "common")];
  const worth = formatMoney({ minor: batch.amount, currency: batch.currency }, locale);
  const { price, expiresAt } = batch;
  const [title, line] = price
    ? [price.plan.name, t("term", { term: common(`length.${price.interval}`, { count: price.intervalCount }), amount: worth })]
    : [worth, t("balance")];
  const until = expiresAt && t("until", { date: formatDate(new Date(expiresAt.getTime() - 1), locale, company.timeZone) });
  const address = t("redeem", { address: `${shop}/redeem` });
  const writer = new PageWriter(directionOf(locale), { title: batch.name, author: brand.name, language: locale, date: now() });
  for (const [index, { number, code }] of codes.entries()) {
    const place = index % (COLUMNS * ROWS);
    if (index > 0 && place === 0) writer.addPage();
    const x = (place % COLUMNS) * (WIDTH + GAP);
    const y = PAGE.margin + Math.floor(place / COLUMNS) * (HEIGHT + GAP);
    const [left, width] = [x + INSET, WIDTH - 2 * INSET];
    writer.box(x, y, WIDTH, HEIGHT, "#f4f4f5");
    writer.text(isolated(brand.name), left, y + 12, width, { size: 9, weight: 600, color: MUTED });
    writer.text(isolated(title), left, y + 28, width, { size: 17, weight: 600 });
    writer.text(line, left, y + 53, width, { size: 9 });
    writer.text(isolated(code), left, y + 72, width, { size: 14, weight: 600 });
    writer.text(until ? `${address}\n${until}` : address, left, y + 96, width, { size: 7.5, color: MUTED });
    writer.text(`#${number}`, left, y + 12, width, { size: 7.5, color: MUTED, align: "end" });
  }
  return writer.finish();
}
