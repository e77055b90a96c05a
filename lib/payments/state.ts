import type { DisputeStatus, TransactionStatus } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";

/** The gateway was asked, or is to be, and its answer is not known. */
export const UNDER_WAY: TransactionStatus[] = ["PENDING", "UNKNOWN"];

/** Nothing is final: under way, or waiting for the viewer. */
export const UNSETTLED: TransactionStatus[] = [...UNDER_WAY, "NEEDS_ACTION"];

/** No money moved, and none will. */
export const FAILED: TransactionStatus[] = ["DECLINED", "CANCELED"];
export const FAILED_SQL = spelled(FAILED);

/** The payer's bank asks for it back, and has not decided. */
const UNDECIDED: DisputeStatus[] = ["INQUIRY", "OPEN"];
export const UNDECIDED_SQL = spelled(UNDECIDED);
