-- A contract that had ended when it was withdrawn from says so: it cannot be withdrawn from again, and its viewer is not won back.
UPDATE "Subscription" SET "cancelReason" = 'withdrawal'
FROM "CancellationNotice" WHERE "Subscription"."status" IN ('CANCELED', 'EXPIRED') AND "CancellationNotice"."kind" = 'WITHDRAWAL' AND "Subscription"."id" = ANY("CancellationNotice"."subscriptionIds");
