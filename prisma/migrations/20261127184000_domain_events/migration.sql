-- What happened to subscriptions, payments and messages stands in one table, which can be followed from a cursor (docs/decisions/0021).
-- CreateEnum
CREATE TYPE "EventSubject" AS ENUM ('SUBSCRIPTION', 'PAYMENT', 'MESSAGE');

-- CreateTable
CREATE TABLE "DomainEvent" (
    "id" UUID NOT NULL,
    "txid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "position" BIGSERIAL NOT NULL,
    "subject" "EventSubject" NOT NULL,
    "type" TEXT NOT NULL,
    "subscriptionId" UUID,
    "transactionId" UUID,
    "messageId" UUID,
    "source" TEXT NOT NULL,
    "detail" TEXT,
    "data" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DomainEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DomainEvent_txid_position_idx" ON "DomainEvent"("txid", "position");

-- CreateIndex
CREATE INDEX "DomainEvent_subscriptionId_at_idx" ON "DomainEvent"("subscriptionId", "at") WHERE "subscriptionId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "DomainEvent_transactionId_at_idx" ON "DomainEvent"("transactionId", "at") WHERE "transactionId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "DomainEvent_messageId_at_idx" ON "DomainEvent"("messageId", "at") WHERE "messageId" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "DomainEvent" ADD CONSTRAINT "DomainEvent_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DomainEvent" ADD CONSTRAINT "DomainEvent_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "Transaction"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DomainEvent" ADD CONSTRAINT "DomainEvent_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

INSERT INTO "DomainEvent" ("id", "subject", "type", "subscriptionId", "transactionId", "messageId", "source", "detail", "data", "at")
SELECT * FROM (
  SELECT "id", 'SUBSCRIPTION'::"EventSubject", "type", "subscriptionId", NULL::uuid, NULL::uuid, "source", NULL, "data", "at" FROM "SubscriptionEvent"
  UNION ALL SELECT "id", 'PAYMENT', "status"::text, NULL, "transactionId", NULL, "source", "detail", NULL, "at" FROM "TransactionEvent"
  UNION ALL SELECT "id", 'MESSAGE', "status"::text, NULL, NULL, "messageId", "source", "detail", NULL, "at" FROM "MessageEvent"
) told ORDER BY "at", "id";

ALTER TABLE "DomainEvent" ADD CONSTRAINT "DomainEvent_names_its_subject" CHECK (num_nonnulls("subscriptionId", "transactionId", "messageId") = 1
  AND ("subject" = 'SUBSCRIPTION') = ("subscriptionId" IS NOT NULL) AND ("subject" = 'PAYMENT') = ("transactionId" IS NOT NULL));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "DomainEvent" FOR EACH ROW EXECUTE FUNCTION forbid_change();

-- DropForeignKey
ALTER TABLE "MessageEvent" DROP CONSTRAINT "MessageEvent_messageId_fkey";

-- DropForeignKey
ALTER TABLE "SubscriptionEvent" DROP CONSTRAINT "SubscriptionEvent_subscriptionId_fkey";

-- DropForeignKey
ALTER TABLE "TransactionEvent" DROP CONSTRAINT "TransactionEvent_transactionId_fkey";

-- DropTable
DROP TABLE "MessageEvent";

-- DropTable
DROP TABLE "SubscriptionEvent";

-- DropTable
DROP TABLE "TransactionEvent";
