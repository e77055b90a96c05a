import type { TransactionStatus } from "#lib/db/generated/client.ts";

/** The gateway was asked, or is to be, and its answer is not known. */
export const UNDER_WAY: TransactionStatus[] = ["PENDING", "UNKNOWN"];

/** Nothing is final: under way, or waiting for the viewer. */
export const UNSETTLED: TransactionStatus[] = [...UNDER_WAY, "NEEDS_ACTION"];
