-- The place of a database transaction among those that have written events. PostgreSQL counts them for each cluster: where a dump was restored into one whose count is behind, what is
-- added here puts new events behind those that are there (prisma/events-go-on.ts).
CREATE FUNCTION event_txid(xid8) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT ($1::text)::bigint + 0 $$;

-- AlterTable
ALTER TABLE "DomainEvent" ALTER COLUMN "txid" SET DEFAULT event_txid(pg_current_xact_id());
