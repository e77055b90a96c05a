-- CreateEnum
CREATE TYPE "SubscriptionMove" AS ENUM ('BEGAN', 'ENDED');

-- CreateTable
CREATE TABLE "SubscriptionChange" (
    "id" BIGSERIAL NOT NULL,
    "planId" UUID NOT NULL,
    "status" "SubscriptionStatus" NOT NULL,
    "activatedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "count" SMALLINT NOT NULL,

    CONSTRAINT "SubscriptionChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubscriptionRollup" (
    "unit" "RollupUnit" NOT NULL,
    "day" DATE NOT NULL,
    "planId" UUID NOT NULL,
    "move" "SubscriptionMove" NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "SubscriptionRollup_pkey" PRIMARY KEY ("unit","day","planId","move")
);

-- CreateTable
CREATE TABLE "SubscriptionCount" (
    "planId" UUID NOT NULL,
    "status" "SubscriptionStatus" NOT NULL,
    "begun" BOOLEAN NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "SubscriptionCount_pkey" PRIMARY KEY ("planId","status","begun")
);

-- Notes what came to be and what ceased to, in the transaction that does it. Rows of it are only added, so nobody waits for another.
CREATE FUNCTION "note_subscription"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO "SubscriptionChange" ("planId", "status", "activatedAt", "endedAt", "count")
    VALUES (OLD."planId", OLD."status", OLD."activatedAt", OLD."endedAt", -1);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO "SubscriptionChange" ("planId", "status", "activatedAt", "endedAt", "count")
    VALUES (NEW."planId", NEW."status", NEW."activatedAt", NEW."endedAt", 1);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "note_subscription" AFTER INSERT OR DELETE ON "Subscription"
FOR EACH ROW EXECUTE FUNCTION "note_subscription"();

CREATE TRIGGER "note_subscription_update" AFTER UPDATE OF "planId", "status", "activatedAt", "endedAt" ON "Subscription"
FOR EACH ROW WHEN ((OLD."planId", OLD."status", OLD."activatedAt", OLD."endedAt") IS DISTINCT FROM (NEW."planId", NEW."status", NEW."activatedAt", NEW."endedAt"))
EXECUTE FUNCTION "note_subscription"();

-- Has all subscriptions counted anew: what waits is what there is. One statement, so that what another transaction changes is either in it or noted after it. The sums have to be emptied before, in the same transaction.
CREATE FUNCTION "recount_subscriptions"() RETURNS void LANGUAGE sql AS $$
  WITH "gone" AS (DELETE FROM "SubscriptionChange")
  INSERT INTO "SubscriptionChange" ("planId", "status", "activatedAt", "endedAt", "count")
  SELECT "planId", "status", "activatedAt", "endedAt", 1 FROM "Subscription"
$$;

SELECT "recount_subscriptions"();
