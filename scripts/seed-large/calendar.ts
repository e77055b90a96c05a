import { civilDate, startOfDay } from "#lib/kernel/period.ts";

const DAY_MS = 86_400_000;

/** The civil days and months of the account's zone, each by its number: days since 1970, months since year 0. What `lib/kernel/period.ts` says, kept for quick reading. */
export class Calendar {
  readonly #firstDay: number;
  readonly #starts: number[] = [];
  readonly #months: number[] = [];

  constructor(from: Date, until: Date, timeZone: string) {
    const first = civilDate(from, timeZone);
    this.#firstDay = dayNumber(first);
    const days = Math.ceil((until.getTime() - from.getTime()) / DAY_MS) + 1;
    for (let passed = 0; passed <= days; passed += 1) {
      const day = first.add({ days: passed });
      this.#starts.push(startOfDay(day, timeZone).getTime());
      this.#months.push(day.year * 12 + day.month - 1);
    }
  }

  startOf(day: number): number {
    return this.#starts[day - this.#firstDay];
  }

  dayOf(ms: number): number {
    let day = Math.floor(ms / DAY_MS);
    while (this.startOf(day + 1) <= ms) day += 1;
    while (this.startOf(day) > ms) day -= 1;
    return day;
  }

  startOfMonth(month: number): number {
    return this.startOf(firstDayOf(month));
  }

  monthOf(ms: number): number {
    return this.#months[this.dayOf(ms) - this.#firstDay];
  }

  yearOf(ms: number): number {
    return Math.floor(this.monthOf(ms) / 12);
  }
}

export function firstDayOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;
}

/** So many months after a day: the same day of the month, or its last. */
export function monthsAfter(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const length = firstDayOf(month + 1) - firstDayOf(month);
  return firstDayOf(month) + Math.min(date.getUTCDate(), length) - 1;
}

function dayNumber(date: Temporal.PlainDate): number {
  return Date.UTC(date.year, date.month - 1, date.day) / DAY_MS;
}
