-- CreateTable
CREATE TABLE "SubscriptionCohort" (
    "began" DATE NOT NULL,
    "ended" DATE NOT NULL,
    "planId" UUID NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "SubscriptionCohort_pkey" PRIMARY KEY ("began","ended","planId")
);

-- Cohorts are counted with the other sums of subscriptions, so all of them are made anew. Whoever is just counting is waited for.
SELECT FROM "RollupCursor" WHERE "name" = 'subscriptions' FOR UPDATE;
DELETE FROM "SubscriptionRollup";
DELETE FROM "SubscriptionCount";
SELECT "recount_subscriptions"();
