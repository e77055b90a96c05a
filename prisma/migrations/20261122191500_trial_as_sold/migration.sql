-- Whether a subscription begins with a trial is kept from its order on (periodIndex -1), no longer read from its price when it is paid.
UPDATE "Subscription" s SET "periodIndex" = -1
FROM "Price" p WHERE p."id" = s."priceId" AND p."trialDays" > 0 AND s."activatedAt" IS NULL;
