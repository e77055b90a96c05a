import type { Interval, PlanKind } from "#lib/db/generated/client.ts";

type Sold = {
  name: string;
  amount: bigint;
  interval: Interval;
  intervalCount?: number;
  trialDays?: number;
  billingDay?: number;
  currency?: string;
  taxIncluded?: boolean;
  kind?: PlanKind;
};

/** What the stories' shop sells; prices are gross, in euros, but for `dollars`. */
export const SHELF: Record<string, Sold> = {
  basic: { name: "Basic", amount: 1000n, interval: "MONTH" },
  family: { name: "Family", amount: 2000n, interval: "MONTH" },
  free: { name: "Free", amount: 0n, interval: "MONTH" },
  year: { name: "Year", amount: 10000n, interval: "YEAR" },
  quarter: { name: "Quarter", amount: 2700n, interval: "MONTH", intervalCount: 3 },
  day: { name: "Day", amount: 100n, interval: "DAY" },
  dollars: { name: "Dollars", amount: 1500n, interval: "MONTH", currency: "USD" },
  net: { name: "Net", amount: 1000n, interval: "MONTH", taxIncluded: false },
  trial: { name: "Tried", amount: 1000n, interval: "MONTH", trialDays: 7 },
  first: { name: "First", amount: 3000n, interval: "MONTH", billingDay: 1 },
  dear: { name: "Dear", amount: 6000n, interval: "MONTH", billingDay: 1 },
  last: { name: "Last", amount: 3100n, interval: "MONTH", billingDay: 31 },
  pass: { name: "Weekend", amount: 500n, interval: "DAY", intervalCount: 2, kind: "PASS" },
  sports: { name: "Sports", amount: 300n, interval: "MONTH", kind: "ADD_ON" },
  movies: { name: "Movies", amount: 600n, interval: "MONTH", kind: "ADD_ON" },
};
