-- What lists are sorted by besides their dates. Money that went back counts as negative, as lists show it; amounts compare within a currency.
CREATE INDEX "Transaction_currency_amount_idx" ON "Transaction"("currency", (CASE WHEN "kind" = 'REFUND' THEN -"amount" ELSE "amount" END), "id");
CREATE INDEX "Invoice_currency_total_idx" ON "Invoice"("currency", (CASE WHEN "kind" = 'CREDIT_NOTE' THEN -"total" ELSE "total" END), "id");
CREATE INDEX "Customer_name_idx" ON "Customer"(search_fold("name") COLLATE "C", "id");
