import { SYSTEM } from "#lib/audit/audit.ts";
import { STANDARD_VAT_RATES } from "#lib/catalog/eu-vat-rates.ts";
import { db } from "#lib/db/client.ts";
import type { Interval, PictureQuality, Plan, PlanKind, PlanStatus, Price } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { parseMoney } from "#lib/kernel/money.ts";
import { saveSettings } from "#lib/settings/change-settings.ts";
import { settingsSchema } from "#lib/settings/schema.ts";
import { FAQ, IMPRINT, PRIVACY, TERMS } from "./texts.ts";
import { TRANSFERS } from "./transfers.ts";

export type Sold = { plan: Plan; prices: Price[] };
const CURRENCIES = ["EUR", "USD", "KWD"];

type PriceDraft = {
  interval: Interval;
  intervalCount?: number;
  amounts: [string, string, string];
  trialDays?: number;
  setupFees?: [string, string, string];
};
type PlanDraft = {
  slug: string;
  name: string;
  tagline: string;
  description: string;
  poster: string;
  features: string[];
  packages: string[];
  maxDevices: number;
  maxStreams: number;
  quality: PictureQuality;
  highlighted?: boolean;
  kind?: PlanKind;
  status?: PlanStatus;
  prices: PriceDraft[];
};

const PLANS: PlanDraft[] = [
  {
    slug: "start",
    name: "Start",
    tagline: "The channels everybody watches",
    poster: "art:aurora",
    maxDevices: 2,
    maxStreams: 1,
    quality: "HD",
    description: "Eighty live channels and a catch-up week, on one screen at a time.",
    features: ["7 days of catch-up", "Pause live TV"],
    packages: ["News", "Entertainment"],
    prices: [
      { interval: "MONTH", amounts: ["6.99", "7.99", "2.250"] },
      { interval: "YEAR", amounts: ["69.00", "79.00", "22.500"] },
    ],
  },
  {
    slug: "family",
    name: "Family",
    tagline: "Something for every room",
    poster: "art:kids",
    maxDevices: 5,
    maxStreams: 3,
    quality: "FHD",
    highlighted: true,
    description: "A hundred and forty live channels, films and series on demand, and a children’s corner with profiles and a PIN.",
    features: ["7 days of catch-up", "Pause live TV", "Cloud recorder", "Films and series on demand", "Kids profiles with PIN"],
    packages: ["News", "Entertainment", "Movies", "Kids"],
    prices: [
      { interval: "MONTH", amounts: ["12.99", "13.99", "3.950"], trialDays: 7 },
      { interval: "MONTH", intervalCount: 3, amounts: ["35.99", "38.99", "10.950"] },
      { interval: "YEAR", amounts: ["129.00", "139.00", "39.500"] },
    ],
  },
  {
    slug: "sport",
    name: "Sport",
    tagline: "Every match, every lap, live",
    poster: "art:stadium",
    maxDevices: 3,
    maxStreams: 2,
    quality: "FHD",
    description: "Forty sport channels: leagues and cups of thirty countries, motor sport and the Games, four matches on one screen.",
    features: ["7 days of catch-up", "Pause live TV", "Multi-view of four matches", "Instant highlights"],
    packages: ["News", "Sports"],
    prices: [
      { interval: "MONTH", amounts: ["17.99", "19.99", "5.500"] },
      { interval: "YEAR", amounts: ["179.00", "199.00", "55.000"] },
    ],
  },
  {
    slug: "cinema-ultra",
    name: "Cinema Ultra",
    tagline: "Premieres in 4K with Dolby sound",
    poster: "art:cinema",
    maxDevices: 6,
    maxStreams: 4,
    quality: "UHD",
    description: "Every channel and every package in the best picture there is, with a set-top box delivered to your door.",
    features: [
      "7 days of catch-up",
      "Pause live TV",
      "Cloud recorder",
      "Films and series on demand",
      "Kids profiles with PIN",
      "Multi-view of four matches",
      "Instant highlights",
      "HDR and Dolby Atmos",
      "Set-top box included",
    ],
    packages: ["News", "Entertainment", "Movies", "Kids", "Sports"],
    prices: [
      { interval: "MONTH", amounts: ["24.99", "26.99", "7.500"], setupFees: ["19.00", "21.00", "6.000"] },
      { interval: "YEAR", amounts: ["249.00", "269.00", "75.000"] },
    ],
  },
];

/** Settings, plans, coupons and tax rates of the demo's operator. */
export async function seedCatalogue(): Promise<Sold[]> {
  await seedSettings();
  await db.taxRate.createMany({
    data: Object.entries(STANDARD_VAT_RATES).flatMap(([country, rates]) =>
      rates.map(([validFrom, ratePpm]) => ({ country, name: "VAT", ratePpm, validFrom: new Date(validFrom) })),
    ),
  });
  await db.coupon.createMany({
    data: [
      { code: "WELCOME20", name: "20 % off the first month", percentPpm: 200_000, duration: "ONCE", createdAt: now() },
      { code: "FRIENDS", name: "10 % off, for good", percentPpm: 100_000, duration: "FOREVER", createdAt: now() },
      { code: "SUMMER", name: "25 % off for three periods", percentPpm: 250_000, duration: "REPEATING", cycles: 3, createdAt: now() },
      {
        code: "FIVER",
        name: "5 off",
        amounts: { EUR: "500", USD: "500", KWD: "1500" },
        duration: "ONCE",
        maxRedemptions: 200,
        createdAt: now(),
      },
    ],
  });
  const sold: Sold[] = [];
  for (const [position, draft] of PLANS.entries()) sold.push(await seedPlan(draft, position));
  return sold;
}

async function seedSettings(): Promise<void> {
  await transaction(async (tx) => {
    await saveSettings(
      tx,
      "brand",
      settingsSchema.brand.parse({
        name: "Lumo TV",
        tagline: "Television, made brighter.",
        primaryColor: "#6c5ce7",
        accentColor: "#e8590c",
        heroTitle: "Every match. Every premiere. One place.",
        heroText: "Live channels, films and series on every screen you own. Start in a minute, cancel whenever you like.",
        supportEmail: "help@demo.example",
        supportPhone: "+49 30 1234567",
        faq: FAQ,
        terms: TERMS,
        privacy: PRIVACY,
        imprint: IMPRINT,
        appUrl: "https://watch.demo.example",
        apps: [
          { label: "Apple TV", url: "https://apps.demo.example/apple-tv" },
          { label: "Android TV", url: "https://apps.demo.example/android-tv" },
          { label: "iPhone and iPad", url: "https://apps.demo.example/ios" },
        ],
      }),
      SYSTEM,
    );
    await saveSettings(
      tx,
      "company",
      settingsSchema.company.parse({
        legalName: "Lumo TV GmbH",
        addressLine1: "Torstraße 100",
        postalCode: "10119",
        city: "Berlin",
        country: "DE",
        vatId: "DE123456789",
        registration: "HRB 123456 B, Amtsgericht Berlin",
        email: "billing@demo.example",
        timeZone: "Europe/Berlin",
      }),
      SYSTEM,
    );
    await saveSettings(tx, "market", settingsSchema.market.parse({ currencies: CURRENCIES, defaultCurrency: "EUR" }), SYSTEM);
    await saveSettings(tx, "gateways", settingsSchema.gateways.parse({ sandbox: { enabled: true }, manual: TRANSFERS }), SYSTEM);
  });
}

export async function seedPlan({ prices, ...draft }: PlanDraft, position: number): Promise<Sold> {
  const at = now();
  const plan = await db.plan.create({ data: { status: "PUBLIC", ...draft, position, countries: [], createdAt: at, updatedAt: at } });
  const created: Price[] = [];
  for (const { amounts, setupFees, ...price } of prices) {
    created.push(
      await db.price.create({
        data: {
          ...price,
          planId: plan.id,
          createdAt: at,
          amounts: {
            create: CURRENCIES.map((currency, index) => ({
              currency,
              amount: parseMoney(amounts[index], currency).minor,
              setupFee: setupFees ? parseMoney(setupFees[index], currency).minor : 0n,
            })),
          },
        },
      }),
    );
  }
  return { plan, prices: created };
}
