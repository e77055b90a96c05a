import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { renderInvoicePdf } from "#lib/invoices/pdf.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { optionalText } from "#lib/kernel/inputs.ts";
import { addFile, type NewFile, removeFile, saveDraft } from "#lib/payments/dispute-answers.ts";
import { EVIDENCE_FILES, EVIDENCE_TEXTS, EVIDENCE_TYPES, type EvidenceText } from "#lib/payments/gateway-disputes.ts";
import { lockToAnswer } from "#lib/payments/lock.ts";
import { gateway } from "#lib/payments/registry.ts";

const TEXT_LENGTH = 5000;
const texts = Object.fromEntries(EVIDENCE_TEXTS.map((name) => [name, optionalText(TEXT_LENGTH)])) as Record<
  EvidenceText,
  ReturnType<typeof optionalText>
>;

/** `evidence`: what the file is that comes with it. */
export const writeEvidenceInput = z.object({
  disputeId: z.uuid("invalid"),
  evidence: z.enum(EVIDENCE_FILES, "invalid").optional(),
  ...texts,
});
export type WriteEvidenceInput = z.output<typeof writeEvidenceInput>;

export const removeEvidenceInput = z.object({ fileId: z.uuid("invalid") });
export type RemoveEvidenceInput = z.output<typeof removeEvidenceInput>;

type Upload = { name: string; body: Uint8Array };

/**
 * Keeps what an operator has written and uploaded against a dispute; nothing is handed in. The first time the invoice comes along as the receipt.
 * @throws the refusals of `lockToAnswer`, 422 `evidence_type` for a file that is none, `evidence_too_large`, 409 `gateway_unavailable`.
 */
export async function writeEvidence(
  { disputeId, evidence, ...written }: WriteEvidenceInput,
  upload: Upload | null,
  actor: Actor,
): Promise<void> {
  const file = upload && evidence ? { evidence, name: upload.name.slice(-100), type: typeOf(upload.body), body: upload.body } : null;
  const receipt = await receiptOf(disputeId);
  await transaction(async (tx) => {
    const dispute = await lockToAnswer(tx, disputeId);
    const rules = gateway(dispute.gateway)?.evidenceFor?.(dispute.reason);
    if (!rules) throw new DomainError("gateway_unavailable", { status: 409 });
    const { id } = await saveDraft(tx, disputeId, written, actor.name);
    if (receipt) await addFile(tx, id, receipt, rules.maxBytes);
    if (file) await addFile(tx, id, file, rules.maxBytes);
    await recordAudit(tx, {
      actor,
      action: "dispute.evidence_saved",
      subjectType: "transaction",
      subjectId: dispute.transactionId,
      after: { dispute: dispute.reference, file: file?.evidence },
    });
  });
}

/** @throws 404 `file_unknown`. */
export async function removeEvidence({ fileId }: RemoveEvidenceInput, actor: Actor): Promise<void> {
  await transaction(async (tx) => {
    const { disputeId, evidence } = await removeFile(tx, fileId);
    const { transactionId, reference } = await tx.dispute.findUniqueOrThrow({ where: { id: disputeId } });
    const after = { dispute: reference, file: evidence };
    await recordAudit(tx, { actor, action: "dispute.evidence_removed", subjectType: "transaction", subjectId: transactionId, after });
  });
}

/** Told by its bytes, never by its name. */
function typeOf(body: Uint8Array): NewFile["type"] {
  const starts = (hex: string) => Buffer.from(body.subarray(0, hex.length / 2)).toString("hex") === hex;
  const [pdf, jpeg, png] = EVIDENCE_TYPES;
  if (starts("255044462d")) return pdf;
  if (starts("ffd8ff")) return jpeg;
  if (starts("89504e470d0a1a0a")) return png;
  throw new DomainError("evidence_type", { field: "file" });
}

async function receiptOf(disputeId: string): Promise<NewFile | null> {
  const first = { id: disputeId, answers: { none: {} } };
  const dispute = await db.dispute.findFirst({ where: first, select: { transaction: { select: { invoiceId: true } } } });
  const invoice = dispute?.transaction.invoiceId ? await invoiceForPdf(dispute.transaction.invoiceId) : null;
  if (!invoice?.number) return null;
  return { evidence: "receipt", name: `${invoice.number}.pdf`, type: "application/pdf", body: await renderInvoicePdf(invoice) };
}
