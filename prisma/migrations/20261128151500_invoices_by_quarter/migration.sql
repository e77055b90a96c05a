-- Invoices of a quarter, whatever their number: rows lie in the order of time, so a summary of their blocks is enough and costs writers nothing.
CREATE INDEX "Invoice_issuedAt_brin" ON "Invoice" USING brin ("issuedAt") WITH (pages_per_range = 32, autosummarize = on);
