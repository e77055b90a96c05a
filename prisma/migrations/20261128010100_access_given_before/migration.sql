-- Whoever reads from the beginning learns of the access that viewers have already.
INSERT INTO "DomainEvent" ("id", "subject", "type", "subscriptionId", "source", "data", "at")
SELECT gen_random_uuid(), 'ACCESS', 'granted', s."id", 'system', jsonb_build_object(
    'packages', (SELECT coalesce(jsonb_agg(DISTINCT p), '[]') FROM "SubscriptionItem" o, unnest(o."packages") p
      WHERE o."subscriptionId" = s."id" AND o."removedAt" IS NULL),
    'maxDevices', sum(i."maxDevices" * i."quantity"), 'maxStreams', sum(i."maxStreams" * i."quantity"), 'quality', max(i."quality")),
  s."activatedAt"
FROM "Subscription" s JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
WHERE s."status" IN ('TRIALING', 'ACTIVE', 'PAST_DUE') AND s."activatedAt" IS NOT NULL GROUP BY s."id" ORDER BY s."activatedAt", s."id";
