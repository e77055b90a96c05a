import { db } from "#lib/db/client.ts";
import { type Compared, compareListed, type Known } from "./compare-listed.ts";
import { bothAmounts, closeDifferences, type NewDifference, noteDifferences, notedPayments } from "./differences.ts";
import type { ListedItem } from "./gateway-lists.ts";
import { lookAt, lookAtUndecided } from "./look-again.ts";
import type { SweepWindow } from "./sweep-window.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Holds a page of a gateway's list against our transactions, a statement for each thing to do. Nothing in it is believed: of what we know a look is made
 * due, and reconcile-payments asks; what we do not know is noted for a person. Repeating it changes nothing.
 */
export async function takeListed(gateway: string, listed: ListedItem[], { daily }: SweepWindow): Promise<void> {
  if (daily) await lookAtUndecided(gateway);
  if (listed.length === 0) return;
  const known = await knownOf(gateway, listed);
  const compared = listed.map((item) => ({ item, said: compareListed(item, known) }));
  await lookAt(compared.flatMap(({ said }) => (said.is === "look" ? [said] : [])));
  await closeDifferences(
    gateway,
    ["PAYMENT_UNKNOWN", "NOT_PAID_THERE", "OTHER_AMOUNT"],
    compared.flatMap(({ item, said }) => (said.is === "same" && said.transaction ? [subjectOf(item)] : [])),
  );
  const found = compared.flatMap(({ item, said }) => differenceOf(gateway, item, said));
  await noteDifferences(await withoutFollowing(gateway, found));
}

async function knownOf(gateway: string, listed: ListedItem[]): Promise<Known> {
  const references = [...new Set(listed.flatMap(({ reference, paymentReference }) => [reference, paymentReference]))];
  // Another product that takes payments with the same account may use the same name for something of its own.
  const ids = listed.flatMap(({ transactionId }) => (transactionId && UUID.test(transactionId) ? [transactionId] : []));
  const select = {
    id: true,
    kind: true,
    status: true,
    currency: true,
    amount: true,
    gatewayReference: true,
    paymentReference: true,
    returnedAt: true,
    refundOfId: true,
  } as const;
  const [byReference, byPayment, byId, disputes] = await Promise.all([
    db.transaction.findMany({ where: { gateway, gatewayReference: { in: references } }, select }),
    db.transaction.findMany({ where: { gateway, paymentReference: { in: references } }, select }),
    db.transaction.findMany({ where: { gateway, id: { in: ids } }, select }),
    db.dispute.findMany({ where: { gateway, reference: { in: references } }, select: { reference: true, status: true } }),
  ]);
  return { transactions: [...byReference, ...byPayment, ...byId], disputes };
}

function differenceOf(gateway: string, item: ListedItem, said: Compared): NewDifference[] {
  if (said.is !== "differs") return [];
  const { paymentReference, amount, at, text } = item;
  const ours = "transaction" in said ? said.transaction : undefined;
  const theirs = said.kind === "NOT_PAID_THERE" ? { ...amount, minor: 0n } : amount;
  return [
    {
      gateway,
      kind: said.kind,
      subject: subjectOf(item),
      paymentReference,
      transactionId: ours?.id,
      ...(ours ? bothAmounts(theirs, ours) : { currency: theirs.currency, theirs: theirs.minor }),
      text,
      at,
    },
  ];
}

/** What a difference about it is about. */
function subjectOf({ kind, reference, paymentReference }: ListedItem): string {
  return kind === "payment" ? paymentReference : reference;
}

/** Without refunds and disputes of a payment that is noted itself: who decides about it sees them there. */
async function withoutFollowing(gateway: string, found: NewDifference[]): Promise<NewDifference[]> {
  const isFollowing = ({ kind }: NewDifference) => kind === "REFUND_UNKNOWN" || kind === "DISPUTE_UNKNOWN";
  const [following, others] = [found.filter(isFollowing), found.filter((difference) => !isFollowing(difference))];
  const noted = await notedPayments(
    gateway,
    following.map(({ paymentReference }) => paymentReference!),
  );
  for (const { subject } of others) noted.add(subject);
  return [...others, ...following.filter(({ paymentReference }) => !noted.has(paymentReference!))];
}
