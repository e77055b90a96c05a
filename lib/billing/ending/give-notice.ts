import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { lockOpenInvoices } from "#lib/billing/parts/lock-open-invoices.ts";
import { namedIn } from "#lib/billing/parts/named-in.ts";
import type { CancellationNotice, Customer, Prisma, Subscription } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { nameText, optionalDate, optionalLine, optionalText } from "#lib/kernel/inputs.ts";
import { beginningOf, civilDate } from "#lib/kernel/period.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { cancels } from "#lib/subscriptions/cancellation.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { LIVE } from "#lib/subscriptions/state.ts";
import { cancelOne } from "./cancel-plan.ts";

/** What § 312k BGB lets a page ask for, and no more. */
export const giveNoticeInput = z
  .object({
    name: nameText(120),
    email: emailAddress,
    /** The plan or its number, as the viewer calls it. */
    contract: optionalLine(120),
    kind: z.enum(["ordinary", "for_cause"]),
    cause: optionalText(2000),
    /** The civil day on which it is to end, where the company is; null: as soon as it may. */
    endsOn: optionalDate.default(null),
  })
  .refine(({ kind, cause }) => kind === "ordinary" || cause !== "", { path: ["cause"], message: "required" });
export type GiveNoticeInput = z.output<typeof giveNoticeInput>;

/**
 * Takes a notice that somebody cancels, from whoever gives it: nobody needs to sign in. It is kept as it came and confirmed at once to the address it names.
 * What that address has, or the one that is named of it, ends with its period, as if its viewer had canceled it in their account, and can be taken back there.
 * Where it is to end later than that, somebody decides. Which that was, and when it ends, is told to the address alone. Returns the id of what is kept.
 * @throws `date_past` at `endsOn`.
 */
export async function giveNotice(input: GiveNoticeInput, ip: string | null, locale: string): Promise<string> {
  const settings = await getSettings();
  const { timeZone } = settings.company;
  const { endsOn } = input;
  if (endsOn && endsOn < civilDate(now(), timeZone).toString()) throw new DomainError("date_past", { field: "endsOn" });
  return transaction(async (tx) => {
    const customer = await tx.customer.findUnique({ where: { email: input.email, closedAt: null } });
    const ends = customer ? await endedBy(tx, customer, input, settings) : [];
    const { name, email, contract, kind, cause } = input;
    const notice = await tx.cancellationNotice.create({
      data: {
        id: newId(),
        name,
        email,
        contract,
        forCause: kind === "for_cause",
        cause,
        endsOn: endsOn ? new Date(endsOn) : null,
        subscriptionIds: ends.map(({ id }) => id),
        ip,
        receivedAt: now(),
      },
    });
    for (const { id: subscriptionId } of ends)
      await cancelOne(tx, { subscriptionId, reason: "notice" }, actorOf(customer, name, ip), settings);
    await recordAudit(tx, {
      actor: actorOf(customer, name, ip),
      action: "notice.received",
      subjectType: customer ? "customer" : "notice",
      subjectId: customer?.id ?? notice.id,
      after: { ...input, canceled: ends.map(({ number }) => number) },
    });
    const asked = endsOn ? beginningOf(endsOn, 0, timeZone) : null;
    await confirm(tx, { notice, customer, plans: ends.map(({ plan }) => plan.name), asked, endsOn: await dayOf(tx, ends), locale });
    return notice.id;
  });
}

const WITH_PLAN = { plan: { select: { name: true } } } satisfies Prisma.SubscriptionInclude;

/**
 * The viewer's plans that renew, locked: those that the notice names, or all where it names none. Where it names another, the only one is meant. What has ended,
 * though no worker has looked, is left to them: a notice is taken in any case.
 */
async function endedBy(tx: Tx, { id: customerId }: Customer, { contract, endsOn }: GiveNoticeInput, { dunning, company }: Settings) {
  const renews = { customerId, status: { in: LIVE }, cancelAtPeriodEnd: false };
  for (const { id } of await tx.subscription.findMany({ where: renews, orderBy: { id: "asc" }, select: { id: true } })) {
    await lockOpenInvoices(tx, id);
    await lockSubscription(tx, id);
  }
  const live = await tx.subscription.findMany({ where: renews, orderBy: { id: "asc" }, include: WITH_PLAN });
  const renewing = live.filter((subscription) => cancels(subscription, now(), dunning));
  const meant = contract === "" || renewing.length === 1 ? renewing : namedIn(contract, renewing);
  const renewsBefore = ({ currentPeriodEnd: end }: Subscription) => endsOn && end && civilDate(end, company.timeZone).toString() < endsOn;
  return meant.some(renewsBefore) ? [] : meant;
}

/** When all that is canceled ends; null where that is nothing, not one moment, or not known. */
async function dayOf(tx: Tx, ends: { id: string }[]): Promise<Date | null> {
  const canceled = await tx.subscription.findMany({
    where: { id: { in: ends.map(({ id }) => id) } },
    select: { endedAt: true, currentPeriodEnd: true },
  });
  const [first, ...others] = canceled.map(({ endedAt, currentPeriodEnd }) => endedAt ?? currentPeriodEnd);
  return first && others.every((other) => other?.getTime() === first.getTime()) ? first : null;
}

function actorOf(customer: Customer | null, name: string, ip: string | null): Actor {
  return customer ? { kind: "VIEWER", id: customer.id, name: customer.name, ip } : { kind: "SYSTEM", name, ip };
}

type Confirmation = {
  notice: CancellationNotice;
  customer: Customer | null;
  plans: string[];
  /** On which day it was asked to end, and on which it does. */
  asked: Date | null;
  endsOn: Date | null;
  locale: string;
};

/** To the address that was named: whoever has an account there reads it in their language. */
async function confirm(tx: Tx, { notice, customer, plans, asked, endsOn, locale }: Confirmation): Promise<void> {
  const { id, number, name, email, contract, forCause, cause, receivedAt } = notice;
  const recipient = customer ? { customerId: customer.id, name: customer.name, email, locale: customer.locale } : { name, email, locale };
  await queueMessage(tx, {
    key: "notice_received",
    dedupeKey: `notice_received:${id}`,
    recipient,
    variables: {
      notice: { number: String(number), contract: contract || null, cause: forCause ? cause : null, ends_on: asked },
      received_at: receivedAt,
      ends_on: endsOn,
      plans: plans.length > 0 ? plans.join(", ") : null,
    },
  });
}
