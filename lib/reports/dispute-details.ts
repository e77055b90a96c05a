import { db } from "#lib/db/client.ts";
import type { Dispute, Prisma } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { AnswerTexts } from "#lib/payments/dispute-answers.ts";
import type { EvidenceRules } from "#lib/payments/gateway-disputes.ts";
import { gateway } from "#lib/payments/registry.ts";
import { HANDED_IN, UNDECIDED } from "#lib/payments/state.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { policyTexts } from "./policy-texts.ts";

const SALE = { order: true, invoice: { select: { number: true } }, subscription: true } as const;
type Sale = Prisma.TransactionGetPayload<{ include: typeof SALE }>;

/** Of what was watched and what was sent, the newest of each. */
const MOST = 40;

/** A dispute with its answers, and what is known against it; null when there is none. `rules`: null where it cannot be answered here, or not any more. */
export async function disputeDetails(id: string) {
  const dispute = await db.dispute.findUnique({
    where: { id },
    include: {
      transaction: { include: SALE },
      answers: {
        orderBy: { createdAt: "desc" },
        include: { files: { orderBy: { createdAt: "asc" }, select: { id: true, evidence: true, name: true, size: true } } },
      },
    },
  });
  if (!dispute) return null;
  const plugin = gateway(dispute.gateway);
  const open = dispute.respondBy !== null && dispute.respondBy > now();
  const handedIn = dispute.answers.find(({ status }) => HANDED_IN.includes(status)) ?? null;
  const draft = dispute.answers.find(({ status }) => status === "DRAFT") ?? null;
  const rules: EvidenceRules | null = (open && !handedIn && plugin?.answerDispute && plugin.evidenceFor?.(dispute.reason)) || null;
  return {
    ...dispute,
    rules,
    handedIn,
    undecided: UNDECIDED.includes(dispute.status),
    draft,
    refused: dispute.answers.find(({ status }) => status === "REFUSED") ?? null,
    texts: (draft?.texts as AnswerTexts | undefined) ?? (rules ? await known(dispute.transaction, dispute) : {}),
  };
}
export type DisputeDetails = NonNullable<Awaited<ReturnType<typeof disputeDetails>>>;

/**
 * What we know of the sale, as a bank reads it: dates are written as numbers, for no language is everybody's. Of its use, what was before the dispute: that the plan ends is what
 * the dispute made of it.
 */
async function known(
  { name, email, address, ip, planName, order, invoice, subscription, subscriptionId, customerId }: Sale,
  { openedAt }: Pick<Dispute, "openedAt">,
): Promise<AnswerTexts> {
  const subject = { in: ["ACCESS", "SUBSCRIPTION"] as ("ACCESS" | "SUBSCRIPTION")[] };
  const used = { subject, subscriptionId, at: { lte: openedAt } };
  const [events, messages, { brand }] = await Promise.all([
    subscriptionId ? db.domainEvent.findMany({ where: used, orderBy: { at: "desc" }, take: MOST }) : [],
    db.message.findMany({
      where: { customerId, ...(subscriptionId && { subscriptionId }), sentAt: { not: null } },
      orderBy: { createdAt: "desc" },
      take: MOST,
      select: { createdAt: true, kind: true, recipient: true, subject: true, templateKey: true },
    }),
    getSettings(),
  ]);
  const started = subscription?.activatedAt;
  return {
    customerName: name,
    customerEmail: email,
    billingAddress: Object.values(address as Record<string, string | null>)
      .filter(Boolean)
      .join(", "),
    customerIp: ip ?? "",
    productDescription: [planName, order && `#${order.number}`, invoice?.number].filter(Boolean).join(" · "),
    serviceDate: started ? started.toISOString().slice(0, 10) : "",
    accessLog: events.map(({ at, type }) => `${at.toISOString()} ${type.replaceAll("_", " ")}`).join("\n"),
    other: messages
      .map(
        ({ createdAt, kind, recipient, subject, templateKey }) =>
          `${createdAt.toISOString()} ${kind} ${recipient}: ${subject ?? templateKey}`,
      )
      .join("\n"),
    ...policyTexts(brand.terms),
  };
}
