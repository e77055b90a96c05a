import { MessageKind, MessageStatus } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";

export const MESSAGE_STATUSES = Object.values(MessageStatus);
export const MESSAGE_KINDS = Object.values(MessageKind);

/** It is to be sent yet. */
const WAITING: MessageStatus[] = ["QUEUED", "HELD"];
export const WAITING_SQL = spelled(WAITING);

/** It reached nobody, and will not by itself. */
const UNTOLD: MessageStatus[] = ["FAILED", "BOUNCED", "SUPPRESSED", "KEPT"];
export const UNTOLD_SQL = spelled(UNTOLD);
