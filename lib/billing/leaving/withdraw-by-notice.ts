import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { namedIn } from "#lib/billing/parts/named-in.ts";
import { requestRefund } from "#lib/billing/settling/refund-payment.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { nameText, optionalLine } from "#lib/kernel/inputs.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { carryOut } from "./withdraw.ts";
import { isClear, WITHDRAWABLE, withdrawableUntil } from "./withdrawable.ts";
import { writeWithdrawal } from "./write-withdrawal.ts";

/** What Directive (EU) 2023/2673, Article 1 (5) (Article 11a of 2011/83/EU) lets the function ask for, and no more. */
export const withdrawByNoticeInput = z.object({
  name: nameText(120),
  email: emailAddress,
  /** The plan or its number, as the viewer calls it. */
  contract: optionalLine(120),
});
export type WithdrawByNoticeInput = z.output<typeof withdrawByNoticeInput>;

/**
 * Takes a withdrawal from whoever declares it: nobody needs to sign in. It is kept as it came and confirmed at once to the address it names. Where that address has
 * one contract that can be withdrawn from, is in the name that was given, and nothing about it is open, it ends at once and is paid back; of all else somebody decides. Returns the id of what is kept.
 */
export async function withdrawByNotice(said: WithdrawByNoticeInput, ip: string | null, locale: string): Promise<string> {
  const settings = await getSettings();
  const at = now();
  const { noticeId, refunds } = await transaction(async (tx) => {
    const known = await tx.customer.findUnique({ where: { email: said.email, closedAt: null }, select: { id: true } });
    const customer = known && (await lockCustomer(tx, known.id));
    const actor: Actor = customer ? { kind: "VIEWER", id: customer.id, name: customer.name, ip } : { kind: "SYSTEM", name: said.name, ip };
    const owned = customer ? await tx.subscription.findMany({ where: { customerId: customer.id }, include: WITHDRAWABLE }) : [];
    const open = owned.filter((subscription) => withdrawableUntil(subscription, at, settings));
    const [meant] = open;
    const certain =
      open.length === 1 && isNamed(said, meant, owned) && isSameName(said.name, customer?.name ?? "") && (await isClear(tx, meant));
    const { amount, refunds } = certain ? await carryOut(tx, meant, { at }, actor, settings) : { amount: 0n, refunds: [] };
    const noticeId = await writeWithdrawal(tx, { said, customer, ended: certain ? [{ ...meant, amount }] : [], ip, locale }, actor);
    return { noticeId, refunds };
  });
  for (const id of refunds) await requestRefund(id, "viewer");
  return noticeId;
}

type Owned = Parameters<typeof namedIn>[1];

/** Whether the notice is for this contract, among all of the viewer's: it names the plan or its number, or nothing. */
function isNamed({ contract }: WithdrawByNoticeInput, meant: Owned[number], owned: Owned): boolean {
  return contract === "" || namedIn(contract, owned).includes(meant);
}

function isSameName(given: string, known: string): boolean {
  const words = (name: string) => name.toLowerCase().split(/\s+/).filter(Boolean).sort().join(" ");
  return words(given) === words(known);
}
