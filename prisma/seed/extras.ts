import { SYSTEM } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { saveSettings } from "#lib/settings/change-settings.ts";
import { settingsSchema } from "#lib/settings/schema.ts";
import { type Sold, seedPlan } from "./catalogue.ts";

export type Extras = { addOn: Sold; pass: Sold };

/** What the demo sells beside its plans: an add-on, a pass, amounts to top balances up with, and what is offered to who would leave. */
export async function seedExtras(): Promise<Extras> {
  await transaction(async (tx) => {
    const topUps = { EUR: { amounts: ["1000", "2500", "5000"], most: "25000" } };
    await saveSettings(tx, "balance", settingsSchema.balance.parse({ topUps }), SYSTEM);
    const saveOffers = [
      { reason: "price", kind: "cheaper", couponId: null },
      { reason: "pause", kind: "pause", couponId: null },
    ];
    await saveSettings(tx, "leaving", settingsSchema.leaving.parse({ saveOffers }), SYSTEM);
  });
  const addOn = await seedPlan(
    {
      slug: "more-sport",
      name: "More Sport",
      tagline: "Motor sport, the Games and four matches at once",
      description: "Twelve more sport channels beside any plan.",
      poster: "art:stadium",
      features: ["Multi-view of four matches"],
      packages: ["Sports"],
      maxDevices: 0,
      maxStreams: 0,
      quality: "FHD",
      kind: "ADD_ON",
      prices: [
        { interval: "MONTH", amounts: ["4.99", "5.49", "1.500"] },
        { interval: "YEAR", amounts: ["49.00", "54.00", "15.000"] },
      ],
    },
    4,
  );
  const pass = await seedPlan(
    {
      slug: "weekend-pass",
      name: "Weekend Pass",
      tagline: "Two days of everything",
      description: "Every channel for two days. It ends by itself.",
      poster: "art:cinema",
      features: [],
      packages: ["News", "Entertainment", "Movies", "Sports"],
      maxDevices: 2,
      maxStreams: 1,
      quality: "FHD",
      kind: "PASS",
      status: "UNLISTED",
      prices: [{ interval: "DAY", intervalCount: 2, amounts: ["3.99", "4.49", "1.250"] }],
    },
    5,
  );
  return { addOn, pass };
}
