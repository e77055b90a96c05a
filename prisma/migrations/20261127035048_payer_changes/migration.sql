-- Whoever changes a viewer's name or address, in whatever way, lets the gateways be told: the viewer's own time of change says since when.
CREATE FUNCTION note_payer_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."payerDueAt" := NEW."updatedAt";
  RETURN NEW;
END $$;
CREATE TRIGGER note_payer_change BEFORE UPDATE ON "Customer" FOR EACH ROW
  WHEN (NEW."email" IS DISTINCT FROM OLD."email" OR NEW."name" IS DISTINCT FROM OLD."name") EXECUTE FUNCTION note_payer_change();
