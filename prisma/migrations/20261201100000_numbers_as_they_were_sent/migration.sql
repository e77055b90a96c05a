-- A payment that its provider knows by a number is found by all digits that were sent, so that those before the number may be changed while it is open. They stand in what was
-- described when it was written down.
WITH numbered AS (
  SELECT t."id", t."gatewayReference" AS "was", '#' || (substring(t."request"->'settings'->>'page' from '=\s*([1-9][0-9]*)\{number\}')) || t."number" AS "sent"
  FROM "Transaction" t WHERE t."gateway" = 'local' AND t."kind" <> 'REFUND' AND t."gatewayReference" = '#' || t."number"
), renamed AS (
  UPDATE "Transaction" t SET "gatewayReference" = n."sent" FROM numbered n
  WHERE n."id" = t."id" AND n."sent" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "Transaction" o WHERE o."gateway" = 'local' AND o."gatewayReference" = n."sent")
  RETURNING n."was", n."sent"
)
-- What was told of it before is found by that, too.
UPDATE "InboundEvent" e SET "reference" = r."sent", "externalId" = r."sent" || substr(e."externalId", length(r."was") + 1)
FROM renamed r WHERE e."source" = 'local' AND e."reference" = r."was" AND NOT EXISTS (
  SELECT FROM "InboundEvent" o WHERE o."source" = 'local' AND o."externalId" = r."sent" || substr(e."externalId", length(r."was") + 1));
