import { setRequestLocale } from "next-intl/server";
import { cache } from "react";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { type Market, readMarket } from "./market.ts";

/** The market a cached page is made for, with the settings. Call it first in each of its layouts and pages: it sets the language. */
export const openMarket = cache(async (text: string) => {
  const settings = await requestSettings();
  const market: Market = readMarket(text, settings);
  setRequestLocale(market.locale);
  return { market, settings };
});

export type MarketParams<More = unknown> = { params: Promise<{ market: string } & More> };
