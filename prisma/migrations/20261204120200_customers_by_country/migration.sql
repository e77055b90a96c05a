CREATE INDEX CONCURRENTLY IF NOT EXISTS "Customer_country_createdAt_id_idx" ON "Customer"("country", "createdAt" DESC, "id" DESC);
