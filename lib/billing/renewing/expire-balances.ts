import { eachSafely } from "#lib/billing/parts/each-safely.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate, startOfDay } from "#lib/kernel/period.ts";
import { balanceExpired } from "#lib/ledger/balance-journals.ts";
import { post } from "#lib/ledger/post.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import {
  closeExpiry,
  dueExpiries,
  type ExpiringEntry,
  type ExpiryRule,
  expiryOf,
  forgetExpiry,
  leftOf,
  untoldEntries,
  writeExpiry,
} from "#lib/wallet/expiries.ts";
import { lockBalance } from "#lib/wallet/lock.ts";

/**
 * Balance that was not spent in time expires where the operator says so: its viewer is told the days before that are set, and nothing expires of which nobody was told. Returns how many
 * were told, or expired.
 */
export async function expireBalances(limit = 100): Promise<number> {
  const settings = await getSettings();
  const rules = Object.entries(settings.balance.expiry);
  await forgetExpiry({ currency: { notIn: rules.map(([currency]) => currency) } });
  let done = 0;
  for (const [currency, rule] of rules) {
    done += await tell(currency, rule, settings, limit);
    done += await expire(currency, rule, settings, limit);
  }
  return done;
}

async function tell(currency: string, rule: ExpiryRule, settings: Settings, limit: number): Promise<number> {
  const { timeZone } = settings.company;
  const today = civilDate(now(), timeZone);
  const soonest = startOfDay(today.add({ days: settings.balance.expiryNoticeDays + 1 }), timeZone);
  // Months differ in length, so what is found is looked at day by day.
  const before = startOfDay(today.add({ days: settings.balance.expiryNoticeDays + 4 }).subtract({ months: rule.months }), timeZone);
  const found = await untoldEntries(currency, rule, before, limit);
  const due = found.filter(({ at }) => expiryOf(at, rule.months, timeZone) <= soonest);
  return eachSafely(due, "telling of balance that expires", (entry) => tellOf(entry, soonest, settings));
}

/** Where the rule is younger than the money, it expires as many days after the letter as are set. */
async function tellOf(entry: ExpiringEntry, expiresAt: Date, settings: Settings): Promise<boolean> {
  return transaction(async (tx) => {
    const customer = await lockCustomer(tx, entry.customerId);
    await lockBalance(tx, entry.customerId, entry.currency);
    const left = await leftOf(tx, entry);
    if (!(await writeExpiry(tx, entry, expiresAt, left === 0n))) return false;
    if (left > 0n)
      await notify(tx, "balance_expiring", settings, {
        dedupeKey: `balance_expiring:${entry.id}:${expiresAt.toISOString()}`,
        customer,
        variables: (links) => ({
          amount: { minor: left, currency: entry.currency },
          last_day: new Date(expiresAt.getTime() - 1),
          links: { account: links.account, plans: links.plans },
        }),
      });
    return true;
  });
}

async function expire(currency: string, rule: ExpiryRule, { company }: Settings, limit: number): Promise<number> {
  const due = await dueExpiries(currency, rule, limit);
  return eachSafely(due, "letting balance expire", async ({ id, entryId, customerId, at, allowed }) => {
    if (!allowed || expiryOf(at, rule.months, company.timeZone) > now()) {
      await forgetExpiry({ id });
      return true;
    }
    return transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      await lockBalance(tx, customerId, currency);
      if (!(await closeExpiry(tx, id))) return false;
      const left = await leftOf(tx, { id: entryId, customerId, currency });
      if (left === 0n) return true;
      const taken = await moveBalance(tx, { customerId, currency, amount: -left, ofId: entryId });
      await post(tx, balanceExpired(taken, currency, left));
      return true;
    });
  });
}
