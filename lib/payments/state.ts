import { type AnswerStatus, type DisputeStatus, Prisma, TransactionKind, TransactionStatus } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";

export const TRANSACTION_STATUSES = Object.values(TransactionStatus);
export const TRANSACTION_KINDS = Object.values(TransactionKind);

/** The gateway was asked, or is to be, and its answer is not known. */
export const UNDER_WAY: TransactionStatus[] = ["PENDING", "UNKNOWN"];

/** Nothing is final: under way, or waiting for the viewer. */
export const UNSETTLED: TransactionStatus[] = [...UNDER_WAY, "NEEDS_ACTION"];

/** It waits for the viewer, or no page was opened for it that anybody could pay on: another try may take its place. */
export const GIVES_WAY_SQL = Prisma.sql`("status" = 'NEEDS_ACTION' OR "status" = 'UNKNOWN' AND "gatewayReference" IS NULL AND "paymentMethodId" IS NULL)`;

/** It did not go through, or waits for the viewer: somebody asks why. */
export const STOPPED: TransactionStatus[] = ["DECLINED", "NEEDS_ACTION"];

/** No money moved, and none will. */
export const FAILED: TransactionStatus[] = ["DECLINED", "CANCELED"];
export const FAILED_SQL = spelled(FAILED);

/** Nothing more is asked of the gateway: it went through, or failed. */
export const SETTLED: TransactionStatus[] = ["SUCCEEDED", ...FAILED];
export const SETTLED_SQL = spelled(SETTLED);

/** Money that came in, or went back and stayed there. */
export const MOVED_SQL = Prisma.sql`"status" = 'SUCCEEDED' AND "kind" IN ('CHARGE', 'REFUND') AND "returnedAt" IS NULL`;

/** The payer's bank asks for it back, and has not decided. */
const UNDECIDED_STATES = ["INQUIRY", "OPEN"] as const satisfies DisputeStatus[];
export const UNDECIDED: DisputeStatus[] = [...UNDECIDED_STATES];
export const UNDECIDED_SQL = spelled(UNDECIDED);

/** The money is asked back, or was taken: nothing more is charged to whoever's bank does that. */
export const CHARGED_BACK: DisputeStatus[] = ["OPEN", "LOST"];

/** Somebody disputed the payment, and money was asked back, whatever became of it. */
export const DISPUTED: DisputeStatus[] = ["OPEN", "WON", "LOST", "CLOSED"];

/** What somebody has to know of a payment: it is not decided, was lost, or came back. */
export const TROUBLING = [...UNDECIDED_STATES, "LOST", "RETURNED"] as const satisfies DisputeStatus[];
export const TROUBLING_SQL = spelled(TROUBLING);

/** Money that people record may be of it still: it waits, or nobody waits for it any more. */
const RECEIVABLE = ["NEEDS_ACTION", "CANCELED"] as const satisfies TransactionStatus[];
export const RECEIVABLE_SQL = spelled(RECEIVABLE);

/** An answer that the gateway has, or may have: there is no other. */
export const HANDED_IN: AnswerStatus[] = ["PENDING", "GIVEN"];

/** Somebody decided about it: it went through or was declined. What was left, or is still under way, says nothing of a gateway. */
export const DECIDED: TransactionStatus[] = ["SUCCEEDED", "DECLINED"];
