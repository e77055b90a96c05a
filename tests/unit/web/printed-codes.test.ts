import { expect, it } from "vitest";
import { seal } from "#lib/kernel/seal.ts";
import { settingsSchema } from "#lib/settings/schema.ts";
import { renderGiftCard } from "#lib/web/http/gift-card.ts";
import { renderVoucherSheet } from "#lib/web/http/voucher-sheet.ts";

const settings = { brand: settingsSchema.brand.parse({}), company: settingsSchema.company.parse({}) };
const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length;

it("prints ten vouchers a page", async () => {
  const batch = { name: "Kiosk", amount: 1000n, currency: "EUR", expiresAt: null, price: null };
  const codes = Array.from({ length: 11 }, (_, number) => ({ number, code: "K7QP-M2XW-TRAB-C3DE" }));
  const taken = { batch, codes } as unknown as Parameters<typeof renderVoucherSheet>[0];
  for (const locale of ["en", "ar"] as const)
    expect(pagesOf(await renderVoucherSheet(taken, { locale, settings, shop: "https://tv.example" }))).toBe(2);
});

it("prints a gift's card on one page, however long its words are", async () => {
  const subscription = { plan: { name: "Premium" }, interval: "MONTH", intervalCount: 3 };
  const told = { fromName: "Greta", toName: "نورا", message: `${"All the best. ".repeat(35)}`, createdAt: new Date("2026-12-01") };
  const gift = { ...told, sealed: seal("K7QP-M2XW-TRAB-C3DE"), order: { subscription } } as unknown as Parameters<typeof renderGiftCard>[0];
  expect(pagesOf(await renderGiftCard(gift, { locale: "en", settings, shop: "https://tv.example" }))).toBe(1);
});
