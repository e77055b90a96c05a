/** What a dispute may be answered with. The names are ours: a gateway knows which of its fields each is. */
export const EVIDENCE_TEXTS = [
  "customerName",
  "customerEmail",
  "billingAddress",
  "customerIp",
  "productDescription",
  "serviceDate",
  "accessLog",
  "cancellationPolicy",
  "cancellationRebuttal",
  "refundPolicy",
  "refundRefusal",
  "duplicateExplanation",
  "other",
] as const;
export type EvidenceText = (typeof EVIDENCE_TEXTS)[number];

/** At most one of each. */
export const EVIDENCE_FILES = [
  "receipt",
  "serviceDocument",
  "communication",
  "cancellationPolicyFile",
  "refundPolicyFile",
  "duplicateDocument",
  "otherFile",
] as const;
export type EvidenceFile = (typeof EVIDENCE_FILES)[number];

export const EVIDENCE_TYPES = ["application/pdf", "image/jpeg", "image/png"] as const;

export type DisputeAnswer = {
  /** Our answer's id: the idempotency key. */
  answerId: string;
  /** The dispute's. */
  reference: string;
} & (
  | {
      does: "contest";
      texts: Partial<Record<EvidenceText, string>>;
      files: { id: string; evidence: EvidenceFile; name: string; type: (typeof EVIDENCE_TYPES)[number]; body: Uint8Array }[];
    }
  /** The payer keeps the money. */
  | { does: "accept" }
);

export type AnswerOutcome =
  | { status: "given" }
  /** It cannot be given like this, or not any more: nothing was handed in. */
  | { status: "refused"; code: string; reason: string }
  /** No answer: it may have been handed in. The same is asked again. */
  | { status: "unknown"; reason: string };

export type EvidenceRules = {
  /** What helps against a dispute of that reason, the most helpful first. */
  helps: (EvidenceText | EvidenceFile)[];
  /** Of all files together, in bytes. */
  maxBytes: number;
};
