import type { Dispute, DisputeAnswer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import type { AnswerOutcome, EvidenceFile, EvidenceText } from "./gateway-disputes.ts";

export type AnswerTexts = Partial<Record<EvidenceText, string>>;
export type NewFile = { evidence: EvidenceFile; name: string; type: string; body: Uint8Array };

/** Saves what an operator has written so far. Returns the draft. The dispute is locked. */
export async function saveDraft(tx: Tx, disputeId: string, texts: AnswerTexts, by: string): Promise<DisputeAnswer> {
  const draft = await tx.disputeAnswer.findFirst({ where: { disputeId, status: "DRAFT" } });
  if (draft) return tx.disputeAnswer.update({ where: { id: draft.id }, data: { texts, by } });
  return tx.disputeAnswer.create({ data: { disputeId, status: "DRAFT", texts, by, createdAt: now() } });
}

/** Adds a file to a draft, in place of the one that it has of that kind. @throws 422 `evidence_too_large` (field `file`) when all of them are more than `maxBytes`. */
export async function addFile(tx: Tx, answerId: string, file: NewFile, maxBytes: number): Promise<void> {
  await tx.disputeFile.deleteMany({ where: { answerId, evidence: file.evidence } });
  const { _sum } = await tx.disputeFile.aggregate({ where: { answerId }, _sum: { size: true } });
  const size = file.body.byteLength;
  if ((_sum.size ?? 0) + size > maxBytes)
    throw new DomainError("evidence_too_large", { field: "file", values: { limit: Math.floor(maxBytes / 100_000) / 10 } });
  await tx.disputeFile.create({ data: { ...file, body: Buffer.from(file.body), size, answerId, createdAt: now() } });
}

/** @throws 404 `file_unknown`, for one that was handed in too. */
export async function removeFile(tx: Tx, id: string): Promise<{ disputeId: string; evidence: string }> {
  const file = await tx.disputeFile.findFirst({
    where: { id, answer: { status: "DRAFT" } },
    select: { evidence: true, answer: { select: { disputeId: true } } },
  });
  if (!file) throw notFound("file_unknown");
  await tx.disputeFile.delete({ where: { id } });
  return { disputeId: file.answer.disputeId, evidence: file.evidence };
}

/** Writes down that a dispute is answered, before its gateway is told. It is locked. Returns the answer's id, which is the idempotency key. */
export async function handIn(tx: Tx, { id: disputeId }: Dispute, does: "contest" | "accept", by: string): Promise<string> {
  const handed = { does, by, status: "PENDING" as const, askedAt: now() };
  if (does === "accept") return (await tx.disputeAnswer.create({ data: { ...handed, disputeId, texts: {}, createdAt: now() } })).id;
  const draft = await tx.disputeAnswer.findFirst({
    where: { disputeId, status: "DRAFT" },
    include: { _count: { select: { files: true } } },
  });
  if (!draft || (draft._count.files === 0 && Object.values(draft.texts as object).every((text) => !text)))
    throw conflict("evidence_missing");
  await tx.disputeAnswer.update({ where: { id: draft.id }, data: handed });
  return draft.id;
}

/** What the gateway said to an answer that waits. A refused one stays, and is the next draft as well. Returns whether this was the first word. */
export async function recordAnswer(tx: Tx, id: string, outcome: Exclude<AnswerOutcome, { status: "unknown" }>): Promise<boolean> {
  const said = outcome.status === "given" ? { status: "GIVEN" as const } : { ...outcome, status: "REFUSED" as const };
  const { count } = await tx.disputeAnswer.updateMany({ where: { id, status: "PENDING" }, data: said });
  if (count === 0 || outcome.status === "given") return count > 0;
  const answer = await tx.disputeAnswer.findUniqueOrThrow({ where: { id }, include: { files: true } });
  if (answer.does === "accept" || (await tx.disputeAnswer.count({ where: { disputeId: answer.disputeId, status: "DRAFT" } })) > 0)
    return true;
  const draft = await saveDraft(tx, answer.disputeId, answer.texts as AnswerTexts, answer.by);
  const files = answer.files.map(({ id: _, answerId: __, ...file }) => ({ ...file, answerId: draft.id }));
  await tx.disputeFile.createMany({ data: files });
  return true;
}
