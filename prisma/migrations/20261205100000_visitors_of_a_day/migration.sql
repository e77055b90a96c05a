-- CreateEnum
CREATE TYPE "Device" AS ENUM ('PHONE', 'TABLET', 'DESKTOP', 'TV', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "FunnelGrain" AS ENUM ('ALL', 'SOURCE', 'DEVICE', 'COUNTRY', 'COUPON');

-- AlterEnum
ALTER TYPE "FunnelStep" ADD VALUE 'PAYMENT' BEFORE 'PAID';

-- Nobody looks at another plan meanwhile: a second row of theirs would be in the way of the key.
LOCK TABLE "FunnelVisit" IN ACCESS EXCLUSIVE MODE;

-- One row a visitor and day, with the furthest step: it says that those before were reached, too.
DELETE FROM "FunnelVisit" less USING "FunnelVisit" more
WHERE more."visitor" = less."visitor" AND more."day" = less."day" AND more."step" > less."step";

-- AlterTable
ALTER TABLE "FunnelVisit" DROP CONSTRAINT "FunnelVisit_pkey",
ADD COLUMN     "counted" SMALLINT,
ADD COLUMN     "country" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "coupon" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "device" "Device" NOT NULL DEFAULT 'UNKNOWN',
ADD COLUMN     "source" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "FunnelVisit_pkey" PRIMARY KEY ("visitor", "day");

-- CreateTable
CREATE TABLE "VisitorSalt" (
    "day" DATE NOT NULL,
    "salt" BYTEA NOT NULL,

    CONSTRAINT "VisitorSalt_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "FunnelRollup" (
    "day" DATE NOT NULL,
    "grain" "FunnelGrain" NOT NULL,
    "key" TEXT NOT NULL,
    "visits" INTEGER NOT NULL,
    "planViews" INTEGER NOT NULL,
    "checkouts" INTEGER NOT NULL,
    "payments" INTEGER NOT NULL,
    "paid" INTEGER NOT NULL,

    CONSTRAINT "FunnelRollup_pkey" PRIMARY KEY ("grain","day","key")
);

-- CreateTable
CREATE TABLE "FunnelCursor" (
    "name" TEXT NOT NULL,
    "countedUntil" DATE,
    "forgottenUntil" DATE,

    CONSTRAINT "FunnelCursor_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "FunnelVisit_day_idx" ON "FunnelVisit"("day");
CREATE INDEX "FunnelVisit_counted_idx" ON "FunnelVisit"("day") WHERE "counted" IS NOT NULL;

-- Who goes on after their day was added up says what of them is in its sums, and stays in the groups they were counted in. Whoever adds up a day
-- waits until nobody writes of it (lib/events/lock.ts).
CREATE FUNCTION keep_funnel_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('funnel day'), NEW."day" - DATE '2000-01-01');
  IF EXISTS (SELECT FROM "FunnelCursor" WHERE "countedUntil" >= NEW."day") THEN
    IF TG_OP = 'INSERT' THEN
      NEW."counted" := 0;
    ELSE
      NEW."counted" := coalesce(OLD."counted", array_position(enum_range(NULL::"FunnelStep"), OLD."step"));
      NEW."source" := OLD."source";
      NEW."device" := OLD."device";
      NEW."country" := OLD."country";
      NEW."coupon" := OLD."coupon";
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_funnel_visit BEFORE INSERT OR UPDATE OF "step" ON "FunnelVisit" FOR EACH ROW EXECUTE FUNCTION keep_funnel_visit();
