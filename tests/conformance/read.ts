import { z } from "zod";
import { parseMoney } from "#lib/kernel/money.ts";
import type { Every } from "#lib/kernel/period.ts";

/** What the values of a case look like, each read into what `lib/` works with. */
export const currency = z.string().length(3);
export const date = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
export const every = z.string().transform(toEvery);
export const ppm = z.string().transform(toPpm);

/** A length as whole months or whole days. @throws RangeError for one that is neither, which would be read as another. */
function toEvery(text: string): Every {
  const length = Temporal.Duration.from(text);
  const { years, months, weeks, days } = length;
  const whole = years || months ? { years, months } : { weeks, days };
  if (length.sign < 1 || String(Temporal.Duration.from(whole)) !== String(length))
    throw new RangeError(`"${text}" is not whole months or days`);
  if (years || months) return months ? { unit: "MONTH", count: years * 12 + months } : { unit: "YEAR", count: years };
  return days ? { unit: "DAY", count: weeks * 7 + days } : { unit: "WEEK", count: weeks };
}

/** "25.5" percent is 255000 ppm. */
function toPpm(percent: string): number {
  const match = /^(\d+)(?:\.(\d{1,4}))?$/.exec(percent);
  if (!match) throw new RangeError(`"${percent}" is not a percentage of at most four decimals`);
  return Number(match[1] + (match[2] ?? "").padEnd(4, "0"));
}

export function toPercent(ppmValue: number): string {
  const digits = String(ppmValue).padStart(5, "0");
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, "");
}

const discount = z.object({ percent: ppm.optional(), amount: z.string().optional() });

/** A discount in the currency of what it is taken off. */
export function toDiscount(given: z.output<typeof discount>, code: string): { ppm: number } | { amount: bigint } {
  return given.percent === undefined ? { amount: parseMoney(given.amount ?? "", code).minor } : { ppm: given.percent };
}

export { discount };
