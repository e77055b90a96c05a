import { db } from "#lib/db/client.ts";

/**
 * Delivers the history's messages in three statements, where one at a time would take minutes: the outbox sends each at once.
 * One email in eighty bounces.
 */
export async function deliverHistory(): Promise<void> {
  await db.$transaction([
    db.$executeRaw`
      INSERT INTO "DomainEvent" ("id", "subject", "messageId", "type", "source", "detail", "at")
      SELECT gen_random_uuid(), 'MESSAGE', "id", 'SENT', 'channel', NULL, "createdAt" + interval '2 seconds' FROM "Message" WHERE "status" = 'QUEUED'`,
    db.$executeRaw`
      INSERT INTO "DomainEvent" ("id", "subject", "messageId", "type", "source", "detail", "at")
      SELECT gen_random_uuid(), 'MESSAGE', "id", CASE WHEN "kind" = 'EMAIL' AND "number" % 80 = 0 THEN 'BOUNCED' ELSE 'DELIVERED' END, 'report',
        CASE WHEN "kind" = 'EMAIL' AND "number" % 80 = 0 THEN '550 mailbox unavailable' END, "createdAt" + interval '9 seconds'
      FROM "Message" WHERE "status" = 'QUEUED'`,
    db.$executeRaw`
      UPDATE "Message" SET "status" = (CASE WHEN "kind" = 'EMAIL' AND "number" % 80 = 0 THEN 'BOUNCED' ELSE 'DELIVERED' END)::"MessageStatus",
        "error" = CASE WHEN "kind" = 'EMAIL' AND "number" % 80 = 0 THEN '550 mailbox unavailable' END,
        "channel" = 'outbox', "attempts" = 1, "nextAttemptAt" = NULL, "secrets" = NULL, "sentAt" = "createdAt" + interval '2 seconds'
      WHERE "status" = 'QUEUED'`,
  ]);
}
