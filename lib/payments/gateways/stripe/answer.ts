import type Stripe from "stripe";
import type { AnswerOutcome, DisputeAnswer } from "../../gateway-disputes.ts";
import { refusalOf } from "./errors.ts";
import { FILE_FIELDS, TEXT_FIELDS } from "./evidence.ts";

type Contest = Extract<DisputeAnswer, { does: "contest" }>;

/** Hands evidence in, or gives a dispute up. Asking again does neither twice: keys are our answer's, and what was answered waits for no answer any more. */
export async function answerDispute(stripe: Stripe, answer: DisputeAnswer): Promise<AnswerOutcome> {
  try {
    if (await isAnswered(stripe, answer)) return { status: "given" };
    if (answer.does === "accept") {
      await stripe.disputes.close(answer.reference, {}, { idempotencyKey: `${answer.answerId}-accept` });
      return { status: "given" };
    }
    const evidence = await evidenceOf(stripe, answer);
    await stripe.disputes.update(
      answer.reference,
      { evidence, submit: true, metadata: { answerId: answer.answerId } },
      { idempotencyKey: `${answer.answerId}-answer` },
    );
    return { status: "given" };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused) return { status: "refused", code: refused.code, reason: refused.message };
    return { status: "unknown", reason: error instanceof Error ? error.message : "No answer from Stripe" };
  }
}

/** By us: an answer that was handed in in the dashboard is refused by Stripe, and said so. */
async function isAnswered(stripe: Stripe, { reference, answerId, does }: DisputeAnswer): Promise<boolean> {
  const { metadata, status, evidence_details } = await stripe.disputes.retrieve(reference);
  return does === "accept" ? status === "lost" : metadata.answerId === answerId && evidence_details.submission_count > 0;
}

async function evidenceOf(stripe: Stripe, { texts, files }: Contest): Promise<Stripe.DisputeUpdateParams.Evidence> {
  const evidence: Record<string, string> = {};
  for (const [name, text] of Object.entries(texts)) if (text) evidence[TEXT_FIELDS[name as keyof typeof TEXT_FIELDS]] = text;
  for (const { id, evidence: kind, name, type, body } of files) {
    const uploaded = await stripe.files.create(
      { purpose: "dispute_evidence", file: { data: body, name, type } },
      { idempotencyKey: `evidence-${id}` },
    );
    evidence[FILE_FIELDS[kind]] = uploaded.id;
  }
  return evidence;
}
