-- CreateEnum
CREATE TYPE "PauseKind" AS ENUM ('PAUSE', 'SUSPENSION');

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "pausedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "SubscriptionPause" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "kind" "PauseKind" NOT NULL,
    "cycle" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SubscriptionPause_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SubscriptionPause_subscriptionId_idx" ON "SubscriptionPause"("subscriptionId");

-- CreateIndex
CREATE INDEX "SubscriptionPause_endedAt_from_idx" ON "SubscriptionPause"("endedAt", "from");

-- AddForeignKey
ALTER TABLE "SubscriptionPause" ADD CONSTRAINT "SubscriptionPause_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A paused subscription is the viewer's one of its plan.
DROP INDEX "Subscription_one_live_per_customer_and_plan";
CREATE UNIQUE INDEX "Subscription_one_live_per_customer_and_plan" ON "Subscription"("customerId", "planId")
  WHERE "status" IN ('TRIALING', 'ACTIVE', 'PAST_DUE', 'PAUSED');
-- One pause at a time.
CREATE UNIQUE INDEX "SubscriptionPause_one_at_a_time" ON "SubscriptionPause"("subscriptionId") WHERE "endedAt" IS NULL;
