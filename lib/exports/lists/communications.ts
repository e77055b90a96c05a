import { z } from "zod";
import { MessageKind, MessageStatus } from "#lib/db/generated/client.ts";
import { exportedList } from "#lib/exports/exported-list.ts";
import { maybeInstant, maybeText, sortedBy, text } from "#lib/exports/filter-fields.ts";
import { type MessageRow, messageCount, messageHistory } from "#lib/messages/sending/queries.ts";

export const exportedCommunications = exportedList({
  filter: z.object({
    sorting: sortedBy(["created"]),
    text,
    kind: z.enum(MessageKind).nullable(),
    status: z.enum(MessageStatus).nullable(),
    templateKey: maybeText,
    customerId: maybeText,
    from: maybeInstant,
    until: maybeInstant,
  }),
  columns: {
    number: (row: MessageRow) => row.number,
    created_at: (row) => row.createdAt,
    kind: (row) => row.kind.toLowerCase(),
    status: (row) => row.status.toLowerCase(),
    template: (row) => row.templateKey,
    recipient: (row) => row.recipient,
    customer: (row) => row.customerName,
    title: (row) => row.title,
  },
  page: (filter, _timeZone, cursor, size) => messageHistory(filter, cursor, size),
  count: messageCount,
});
