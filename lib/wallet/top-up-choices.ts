import type { Money } from "#lib/kernel/money.ts";
import type { Settings } from "#lib/settings/schema.ts";

type Set = Pick<Settings, "balance">;

/** The amounts that a viewer who has `held` with us may put on their balance, the smallest first. */
export function topUpChoices(currency: string, held: bigint, { balance }: Set): Money[] {
  const amounts = balance.topUps[currency]?.amounts.map(BigInt) ?? [];
  return amounts
    .filter((minor) => fits(currency, held + minor, { balance }))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((minor) => ({ minor, currency }));
}

/** Whether a balance may be as much. */
export function fits(currency: string, amount: bigint, { balance }: Set): boolean {
  const most = balance.topUps[currency]?.most;
  return !most || amount <= BigInt(most);
}
