import fc, { type IAsyncProperty, type IProperty } from "fast-check";

/** Checks a property on the same examples each time. */
export function holds<T>(property: IProperty<T> | IAsyncProperty<T>, numRuns = 300): Promise<void> {
  return Promise.resolve(fc.assert(property, { seed: 20261122, numRuns }));
}

/** Amounts in minor units, most of them small. */
export const minor = fc.oneof(fc.bigInt(0n, 2000n), fc.bigInt(0n, 10n ** 12n));

/** Currencies with no, two and three decimals. */
export const currency = fc.constantFrom("JPY", "ISK", "EUR", "USD", "KWD", "BHD");

/** Time zones: fixed, half an hour off, with summer time, and those that skip or repeat midnight. */
export const timeZone = fc.constantFrom(
  "UTC",
  "Asia/Kolkata",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "Africa/Cairo",
  "Asia/Beirut",
  "Atlantic/Azores",
  "Pacific/Apia",
  "Australia/Lord_Howe",
);

export const date = fc.integer({ min: 0, max: 36_500 }).map((days) => Temporal.PlainDate.from("1990-01-01").add({ days }));
