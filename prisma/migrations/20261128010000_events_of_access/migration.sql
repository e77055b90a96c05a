-- AlterEnum
ALTER TYPE "EventSubject" ADD VALUE 'ACCESS';

-- Whatever is neither a payment's nor a message's is a subscription's.
ALTER TABLE "DomainEvent" DROP CONSTRAINT "DomainEvent_names_its_subject";
ALTER TABLE "DomainEvent" ADD CONSTRAINT "DomainEvent_names_its_subject" CHECK (num_nonnulls("subscriptionId", "transactionId", "messageId") = 1
  AND ("subject" = 'PAYMENT') = ("transactionId" IS NOT NULL) AND ("subject" = 'MESSAGE') = ("messageId" IS NOT NULL));
