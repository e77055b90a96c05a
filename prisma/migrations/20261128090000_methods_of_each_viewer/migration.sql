-- Some gateways know a card by one reference whoever saves it: two viewers with one card have a method each, and neither is charged for the other.
CREATE UNIQUE INDEX "PaymentMethod_gateway_reference_customerId_key" ON "PaymentMethod"("gateway", "reference", "customerId");
DROP INDEX "PaymentMethod_gateway_reference_key";
