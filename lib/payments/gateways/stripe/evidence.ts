import type Stripe from "stripe";
import type { EvidenceFile, EvidenceRules, EvidenceText } from "../../gateway-disputes.ts";

/** Stripe's fields. Source: `evidence` of a dispute in Stripe's description of its API */
export const TEXT_FIELDS: Record<EvidenceText, keyof Stripe.DisputeUpdateParams.Evidence> = {
  customerName: "customer_name",
  customerEmail: "customer_email_address",
  billingAddress: "billing_address",
  customerIp: "customer_purchase_ip",
  productDescription: "product_description",
  serviceDate: "service_date",
  accessLog: "access_activity_log",
  cancellationPolicy: "cancellation_policy_disclosure",
  cancellationRebuttal: "cancellation_rebuttal",
  refundPolicy: "refund_policy_disclosure",
  refundRefusal: "refund_refusal_explanation",
  duplicateExplanation: "duplicate_charge_explanation",
  other: "uncategorized_text",
};

export const FILE_FIELDS: Record<EvidenceFile, keyof Stripe.DisputeUpdateParams.Evidence> = {
  receipt: "receipt",
  serviceDocument: "service_documentation",
  communication: "customer_communication",
  cancellationPolicyFile: "cancellation_policy",
  refundPolicyFile: "refund_policy",
  duplicateDocument: "duplicate_charge_documentation",
  otherFile: "uncategorized_file",
};

/** Source: docs.stripe.com/disputes/best-practices, for what is not shipped */
const WHO: EvidenceRules["helps"] = ["customerName", "customerEmail", "billingAddress", "customerIp", "receipt"];
const USED: EvidenceRules["helps"] = ["accessLog", "serviceDate", "serviceDocument", "communication"];
const HELPS: Record<string, EvidenceRules["helps"]> = {
  credit_not_processed: ["refundPolicy", "refundRefusal", "refundPolicyFile", "communication", ...WHO],
  duplicate: ["duplicateExplanation", "duplicateDocument", "receipt", "communication"],
  fraudulent: [...WHO, ...USED],
  unrecognized: [...WHO, ...USED],
  product_not_received: [...USED, ...WHO],
  product_unacceptable: ["productDescription", ...USED, "refundPolicy", "refundRefusal"],
  subscription_canceled: ["cancellationPolicy", "cancellationRebuttal", "cancellationPolicyFile", ...USED, ...WHO],
};

/** Source: docs.stripe.com/disputes/responding, the combined size of files */
const MAX_BYTES = 4_500_000;

export function stripeEvidence(reason: string): EvidenceRules {
  return { helps: HELPS[reason] ?? ["productDescription", ...WHO, ...USED], maxBytes: MAX_BYTES };
}
