import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { eachSafely } from "#lib/billing/parts/each-safely.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { type Aftermath, recordEvent } from "#lib/events/record.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import type { Source } from "#lib/kernel/source.ts";
import { type AnswerTexts, handIn, recordAnswer } from "#lib/payments/dispute-answers.ts";
import type { AnswerOutcome, DisputeAnswer } from "#lib/payments/gateway-disputes.ts";
import { lockToAnswer } from "#lib/payments/lock.ts";
import { gateway } from "#lib/payments/registry.ts";

export const answerDisputeInput = z.object({ disputeId: z.uuid("invalid"), does: z.enum(["contest", "accept"], "invalid") });
export type AnswerDisputeInput = z.output<typeof answerDisputeInput>;

/**
 * Hands in what was written against a dispute, or gives it up: once, and for good. Written down before the gateway is told; where it does not answer the worker
 * tells it again. Whether it is won comes as an event.
 * @throws the refusals of `lockToAnswer` and `handIn`, `gateway_unavailable`, and 409 `answer_refused` with the gateway's reason: nothing was handed in.
 */
export async function answerDispute({ disputeId, does }: AnswerDisputeInput, actor: Actor): Promise<void> {
  const answerId = await transaction(async (tx) => {
    const dispute = await lockToAnswer(tx, disputeId);
    if (!gateway(dispute.gateway)?.answerDispute) throw new DomainError("gateway_unavailable", { status: 409 });
    const id = await handIn(tx, dispute, does, actor.name);
    const action = does === "accept" ? "dispute.accepted" : "dispute.answered";
    const subject = { subjectType: "transaction", subjectId: dispute.transactionId };
    await recordAudit(tx, { actor, action, ...subject, after: { dispute: dispute.reference, answer: id } });
    return id;
  });
  const outcome = await requestAnswer(answerId, sourceOf(actor));
  if (outcome.status === "refused") throw conflict("answer_refused", { reason: outcome.reason });
}

/** Tells gateways again what they have not answered. Returns how many answers they took or refused. */
export async function handInAnswers(limit: number): Promise<number> {
  const waiting = await db.disputeAnswer.findMany({
    where: { status: "PENDING" },
    orderBy: { askedAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return eachSafely(waiting, "an answer to a dispute", async ({ id }) => (await requestAnswer(id, "worker")).status !== "unknown");
}

/** Asking again hands nothing in twice. */
async function requestAnswer(id: string, source: Source): Promise<AnswerOutcome> {
  const { dispute, files, ...answer } = await db.disputeAnswer.findUniqueOrThrow({
    where: { id },
    include: { dispute: true, files: true },
  });
  const plugin = gateway(dispute.gateway);
  if (!plugin?.answerDispute) return { status: "unknown", reason: "gateway_unavailable" };
  const outcome = await plugin.answerDispute(
    answer.does === "accept"
      ? { answerId: id, reference: dispute.reference, does: "accept" }
      : {
          answerId: id,
          reference: dispute.reference,
          does: "contest",
          texts: answer.texts as AnswerTexts,
          files: files.toSorted((one, other) => one.id.localeCompare(other.id)) as Extract<DisputeAnswer, { does: "contest" }>["files"],
        },
  );
  if (outcome.status === "unknown") return outcome;
  await transaction(async (tx) => {
    if (!(await recordAnswer(tx, id, outcome)) || outcome.status !== "given") return;
    const { status } = await tx.transaction.findUniqueOrThrow({ where: { id: dispute.transactionId }, select: { status: true } });
    const detail: Aftermath = answer.does === "accept" ? "dispute_accepted" : "dispute_answered";
    await recordEvent(tx, { subject: "PAYMENT", transactionId: dispute.transactionId, type: status, source, detail });
  });
  return outcome;
}
