CREATE INDEX CONCURRENTLY IF NOT EXISTS "Message_customerId_createdAt_id_idx" ON "Message"("customerId", "createdAt", "id");
