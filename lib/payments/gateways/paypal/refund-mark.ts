const OURS = "refund.";

/** What a refund of ours carries: PayPal writes the payment's own `custom_id` into refunds made in its console. */
export const refundMark = (transactionId: string): string => `${OURS}${transactionId}`;

/** Our transaction of a refund; undefined for one that was made at PayPal. */
export const refundedBy = (customId?: string): string | undefined => (customId?.startsWith(OURS) ? customId.slice(OURS.length) : undefined);
