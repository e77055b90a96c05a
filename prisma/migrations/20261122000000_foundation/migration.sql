-- CreateEnum
CREATE TYPE "PictureQuality" AS ENUM ('SD', 'HD', 'FHD', 'UHD');

-- CreateEnum
CREATE TYPE "PlanKind" AS ENUM ('TRIAL', 'REGULAR');

-- CreateEnum
CREATE TYPE "PlanStatus" AS ENUM ('DRAFT', 'PUBLIC', 'UNLISTED', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "Interval" AS ENUM ('DAY', 'WEEK', 'MONTH', 'YEAR');

-- CreateEnum
CREATE TYPE "CouponDuration" AS ENUM ('ONCE', 'FOREVER');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('OPEN', 'PAID', 'ABANDONED');

-- CreateEnum
CREATE TYPE "InvoiceKind" AS ENUM ('INVOICE', 'CREDIT_NOTE');

-- CreateEnum
CREATE TYPE "InvoiceStatus" AS ENUM ('OPEN', 'PAID', 'VOID', 'UNCOLLECTIBLE');

-- CreateEnum
CREATE TYPE "MessageKind" AS ENUM ('EMAIL', 'SMS');

-- CreateEnum
CREATE TYPE "MessageStatus" AS ENUM ('QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'BOUNCED', 'SUPPRESSED');

-- CreateEnum
CREATE TYPE "TransactionKind" AS ENUM ('CHARGE', 'SETUP', 'REFUND');

-- CreateEnum
CREATE TYPE "TransactionStatus" AS ENUM ('PENDING', 'UNKNOWN', 'NEEDS_ACTION', 'SUCCEEDED', 'DECLINED', 'CANCELED');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('OWNER', 'FINANCE', 'SUPPORT', 'VIEWER');

-- CreateEnum
CREATE TYPE "TokenPurpose" AS ENUM ('VERIFY_EMAIL', 'RESET_PASSWORD', 'RESET_OPERATOR_PASSWORD', 'SETUP');

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('OPERATOR', 'VIEWER', 'SYSTEM');

-- CreateEnum
CREATE TYPE "FunnelStep" AS ENUM ('VISIT', 'PLAN_VIEW', 'CHECKOUT', 'PAID');

-- CreateEnum
CREATE TYPE "SubscriptionStatus" AS ENUM ('INCOMPLETE', 'TRIALING', 'ACTIVE', 'PAST_DUE', 'CANCELED', 'EXPIRED');

-- CreateTable
CREATE TABLE "Plan" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tagline" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "poster" TEXT NOT NULL DEFAULT '',
    "features" TEXT[],
    "packages" TEXT[],
    "maxDevices" INTEGER NOT NULL DEFAULT 2,
    "maxStreams" INTEGER NOT NULL DEFAULT 1,
    "quality" "PictureQuality" NOT NULL DEFAULT 'FHD',
    "countries" TEXT[],
    "kind" "PlanKind" NOT NULL DEFAULT 'REGULAR',
    "startsAtFirstLogin" BOOLEAN NOT NULL DEFAULT false,
    "externalId" TEXT,
    "status" "PlanStatus" NOT NULL DEFAULT 'DRAFT',
    "highlighted" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Price" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "interval" "Interval" NOT NULL,
    "intervalCount" INTEGER NOT NULL DEFAULT 1,
    "trialDays" INTEGER NOT NULL DEFAULT 0,
    "taxIncluded" BOOLEAN NOT NULL DEFAULT true,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PriceAmount" (
    "priceId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "setupFee" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "PriceAmount_pkey" PRIMARY KEY ("priceId","currency")
);

-- CreateTable
CREATE TABLE "Coupon" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "percentPpm" INTEGER,
    "amounts" JSONB,
    "duration" "CouponDuration" NOT NULL,
    "maxRedemptions" INTEGER,
    "planIds" UUID[],
    "startsAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Coupon_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CouponRedemption" (
    "orderId" UUID NOT NULL,
    "couponId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CouponRedemption_pkey" PRIMARY KEY ("orderId")
);

-- CreateTable
CREATE TABLE "TaxRate" (
    "id" UUID NOT NULL,
    "country" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ratePpm" INTEGER NOT NULL,
    "validFrom" DATE NOT NULL,

    CONSTRAINT "TaxRate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "customerId" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "priceId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "couponId" UUID,
    "status" "OrderStatus" NOT NULL DEFAULT 'OPEN',
    "quote" JSONB NOT NULL,
    "gateway" TEXT NOT NULL,
    "consentAt" TIMESTAMPTZ(3) NOT NULL,
    "ip" TEXT,
    "ipCountry" TEXT,
    "visitor" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invoice" (
    "id" UUID NOT NULL,
    "kind" "InvoiceKind" NOT NULL DEFAULT 'INVOICE',
    "number" TEXT,
    "series" TEXT,
    "sequence" INTEGER,
    "status" "InvoiceStatus" NOT NULL,
    "customerId" UUID NOT NULL,
    "subscriptionId" UUID,
    "orderId" UUID,
    "creditOfId" UUID,
    "periodIndex" INTEGER,
    "periodStart" TIMESTAMPTZ(3),
    "periodEnd" TIMESTAMPTZ(3),
    "currency" TEXT NOT NULL,
    "subtotal" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "credited" BIGINT NOT NULL DEFAULT 0,
    "taxTreatment" TEXT NOT NULL DEFAULT 'standard',
    "seller" JSONB NOT NULL,
    "buyer" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "issuedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "paidAt" TIMESTAMPTZ(3),
    "voidedAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InvoiceLine" (
    "id" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "unitAmount" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL DEFAULT 0,
    "net" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "taxRatePpm" INTEGER NOT NULL,
    "taxName" TEXT NOT NULL DEFAULT '',
    "taxCountry" TEXT,
    "planId" UUID,
    "priceId" UUID,

    CONSTRAINT "InvoiceLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InvoiceSeries" (
    "series" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "InvoiceSeries_pkey" PRIMARY KEY ("series")
);

-- CreateTable
CREATE TABLE "TemplateVersion" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" "MessageKind" NOT NULL,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL,
    "compiled" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "operatorId" UUID,

    CONSTRAINT "TemplateVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" "MessageKind" NOT NULL,
    "channel" TEXT,
    "status" "MessageStatus" NOT NULL DEFAULT 'QUEUED',
    "dedupeKey" TEXT NOT NULL,
    "templateKey" TEXT NOT NULL,
    "templateVersionId" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "customerId" UUID,
    "subscriptionId" UUID,
    "invoiceId" UUID,
    "transactionId" UUID,
    "subject" TEXT NOT NULL DEFAULT '',
    "html" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "secrets" TEXT,
    "segments" INTEGER,
    "encoding" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "providerReference" TEXT,
    "error" TEXT,
    "resendOfId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageEvent" (
    "id" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "status" "MessageStatus" NOT NULL,
    "source" TEXT NOT NULL,
    "detail" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MessageEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentMethod" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "customerReference" TEXT,
    "kind" TEXT NOT NULL,
    "brand" TEXT,
    "last4" TEXT,
    "expMonth" INTEGER,
    "expYear" INTEGER,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "detachedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PaymentMethod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Transaction" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" "TransactionKind" NOT NULL,
    "status" "TransactionStatus" NOT NULL,
    "gateway" TEXT NOT NULL,
    "gatewayReference" TEXT,
    "paymentReference" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "invoiceId" UUID,
    "orderId" UUID,
    "subscriptionId" UUID,
    "customerId" UUID NOT NULL,
    "paymentMethodId" UUID,
    "refundOfId" UUID,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL DEFAULT 0,
    "fee" BIGINT,
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "methodKind" TEXT,
    "brand" TEXT,
    "last4" TEXT,
    "planId" UUID,
    "planName" TEXT,
    "couponCode" TEXT,
    "failureCode" TEXT,
    "failureReason" TEXT,
    "actionUrl" TEXT,
    "reason" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "address" JSONB NOT NULL,
    "country" TEXT,
    "company" TEXT,
    "vatId" TEXT,
    "ip" TEXT,
    "ipCountry" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "reconcileAt" TIMESTAMPTZ(3),
    "reconcileAttempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransactionEvent" (
    "id" UUID NOT NULL,
    "transactionId" UUID NOT NULL,
    "status" "TransactionStatus" NOT NULL,
    "source" TEXT NOT NULL,
    "detail" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TransactionEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerJournal" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "transactionId" UUID,

    CONSTRAINT "LedgerJournal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" UUID NOT NULL,
    "journalId" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "invoiceId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Customer" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "passwordHash" TEXT,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "company" TEXT,
    "vatId" TEXT,
    "addressLine1" TEXT,
    "addressLine2" TEXT,
    "city" TEXT,
    "region" TEXT,
    "postalCode" TEXT,
    "country" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "marketingConsent" BOOLEAN NOT NULL DEFAULT false,
    "smsConsent" BOOLEAN NOT NULL DEFAULT false,
    "serviceUserId" TEXT NOT NULL,
    "servicePassword" TEXT NOT NULL,
    "firstLoginAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CustomerNote" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "operatorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CustomerNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Operator" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSignInAt" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LinkToken" (
    "hash" TEXT NOT NULL,
    "purpose" "TokenPurpose" NOT NULL,
    "subjectId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LinkToken_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorKind" "ActorKind" NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT,
    "before" JSONB,
    "after" JSONB,
    "ip" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Throttle" (
    "key" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "resetsAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "InboundEvent" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "reference" TEXT,
    "payload" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "handledAt" TIMESTAMPTZ(3),
    "nextAttemptAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "InboundEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FunnelVisit" (
    "visitor" UUID NOT NULL,
    "step" "FunnelStep" NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "planId" UUID,

    CONSTRAINT "FunnelVisit_pkey" PRIMARY KEY ("visitor","step","day")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "customerId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "priceId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "couponId" UUID,
    "paymentMethodId" UUID,
    "status" "SubscriptionStatus" NOT NULL,
    "timeZone" TEXT NOT NULL,
    "anchor" DATE,
    "periodIndex" INTEGER NOT NULL DEFAULT 0,
    "trialEndsAt" TIMESTAMPTZ(3),
    "currentPeriodStart" TIMESTAMPTZ(3),
    "currentPeriodEnd" TIMESTAMPTZ(3),
    "renewsAt" TIMESTAMPTZ(3),
    "remindAt" TIMESTAMPTZ(3),
    "cancelAtPeriodEnd" BOOLEAN NOT NULL DEFAULT false,
    "canceledAt" TIMESTAMPTZ(3),
    "cancelReason" TEXT,
    "graceUntil" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "activatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubscriptionEvent" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB,

    CONSTRAINT "SubscriptionEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Plan_slug_key" ON "Plan"("slug");

-- CreateIndex
CREATE INDEX "Price_planId_idx" ON "Price"("planId");

-- CreateIndex
CREATE UNIQUE INDEX "Coupon_code_key" ON "Coupon"("code");

-- CreateIndex
CREATE UNIQUE INDEX "CouponRedemption_couponId_customerId_key" ON "CouponRedemption"("couponId", "customerId");

-- CreateIndex
CREATE UNIQUE INDEX "TaxRate_country_validFrom_key" ON "TaxRate"("country", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "Order_number_key" ON "Order"("number");

-- CreateIndex
CREATE INDEX "Order_customerId_idx" ON "Order"("customerId");

-- CreateIndex
CREATE INDEX "Order_status_createdAt_idx" ON "Order"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_number_key" ON "Invoice"("number");

-- CreateIndex
CREATE INDEX "Invoice_customerId_createdAt_idx" ON "Invoice"("customerId", "createdAt");

-- CreateIndex
CREATE INDEX "Invoice_nextAttemptAt_idx" ON "Invoice"("nextAttemptAt");

-- CreateIndex
CREATE INDEX "Invoice_createdAt_id_idx" ON "Invoice"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_series_sequence_key" ON "Invoice"("series", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_subscriptionId_kind_periodIndex_key" ON "Invoice"("subscriptionId", "kind", "periodIndex");

-- CreateIndex
CREATE UNIQUE INDEX "InvoiceLine_invoiceId_position_key" ON "InvoiceLine"("invoiceId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "TemplateVersion_key_kind_locale_version_key" ON "TemplateVersion"("key", "kind", "locale", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Message_number_key" ON "Message"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Message_dedupeKey_key" ON "Message"("dedupeKey");

-- CreateIndex
CREATE INDEX "Message_nextAttemptAt_idx" ON "Message"("nextAttemptAt");

-- CreateIndex
CREATE INDEX "Message_createdAt_id_idx" ON "Message"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Message_customerId_createdAt_idx" ON "Message"("customerId", "createdAt");

-- CreateIndex
CREATE INDEX "Message_transactionId_idx" ON "Message"("transactionId");

-- CreateIndex
CREATE INDEX "Message_channel_providerReference_idx" ON "Message"("channel", "providerReference");

-- CreateIndex
CREATE INDEX "MessageEvent_messageId_at_idx" ON "MessageEvent"("messageId", "at");

-- CreateIndex
CREATE INDEX "PaymentMethod_customerId_idx" ON "PaymentMethod"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentMethod_gateway_reference_key" ON "PaymentMethod"("gateway", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "Transaction_number_key" ON "Transaction"("number");

-- CreateIndex
CREATE INDEX "Transaction_invoiceId_idx" ON "Transaction"("invoiceId");

-- CreateIndex
CREATE INDEX "Transaction_customerId_createdAt_idx" ON "Transaction"("customerId", "createdAt");

-- CreateIndex
CREATE INDEX "Transaction_subscriptionId_idx" ON "Transaction"("subscriptionId");

-- CreateIndex
CREATE INDEX "Transaction_reconcileAt_idx" ON "Transaction"("reconcileAt");

-- CreateIndex
CREATE INDEX "Transaction_createdAt_id_idx" ON "Transaction"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Transaction_status_createdAt_idx" ON "Transaction"("status", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Transaction_gateway_gatewayReference_key" ON "Transaction"("gateway", "gatewayReference");

-- CreateIndex
CREATE INDEX "TransactionEvent_transactionId_at_idx" ON "TransactionEvent"("transactionId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerJournal_key_key" ON "LedgerJournal"("key");

-- CreateIndex
CREATE INDEX "LedgerEntry_journalId_idx" ON "LedgerEntry"("journalId");

-- CreateIndex
CREATE INDEX "LedgerEntry_account_currency_idx" ON "LedgerEntry"("account", "currency");

-- CreateIndex
CREATE INDEX "LedgerEntry_invoiceId_idx" ON "LedgerEntry"("invoiceId");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_number_key" ON "Customer"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_email_key" ON "Customer"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_serviceUserId_key" ON "Customer"("serviceUserId");

-- CreateIndex
CREATE INDEX "Customer_createdAt_id_idx" ON "Customer"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "CustomerNote_customerId_at_idx" ON "CustomerNote"("customerId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Operator_email_key" ON "Operator"("email");

-- CreateIndex
CREATE INDEX "LinkToken_subjectId_purpose_idx" ON "LinkToken"("subjectId", "purpose");

-- CreateIndex
CREATE INDEX "AuditEntry_at_id_idx" ON "AuditEntry"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_subjectType_subjectId_idx" ON "AuditEntry"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "InboundEvent_nextAttemptAt_idx" ON "InboundEvent"("nextAttemptAt");

-- CreateIndex
CREATE INDEX "InboundEvent_receivedAt_id_idx" ON "InboundEvent"("receivedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "InboundEvent_source_externalId_key" ON "InboundEvent"("source", "externalId");

-- CreateIndex
CREATE INDEX "FunnelVisit_at_idx" ON "FunnelVisit"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_number_key" ON "Subscription"("number");

-- CreateIndex
CREATE INDEX "Subscription_customerId_idx" ON "Subscription"("customerId");

-- CreateIndex
CREATE INDEX "Subscription_status_renewsAt_idx" ON "Subscription"("status", "renewsAt");

-- CreateIndex
CREATE INDEX "Subscription_renewsAt_idx" ON "Subscription"("renewsAt");

-- CreateIndex
CREATE INDEX "Subscription_remindAt_idx" ON "Subscription"("remindAt");

-- CreateIndex
CREATE INDEX "Subscription_createdAt_id_idx" ON "Subscription"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "SubscriptionEvent_subscriptionId_at_idx" ON "SubscriptionEvent"("subscriptionId", "at");

-- CreateIndex
CREATE INDEX "SubscriptionEvent_type_at_idx" ON "SubscriptionEvent"("type", "at");

-- AddForeignKey
ALTER TABLE "Price" ADD CONSTRAINT "Price_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceAmount" ADD CONSTRAINT "PriceAmount_priceId_fkey" FOREIGN KEY ("priceId") REFERENCES "Price"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CouponRedemption" ADD CONSTRAINT "CouponRedemption_couponId_fkey" FOREIGN KEY ("couponId") REFERENCES "Coupon"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_creditOfId_fkey" FOREIGN KEY ("creditOfId") REFERENCES "Invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_templateVersionId_fkey" FOREIGN KEY ("templateVersionId") REFERENCES "TemplateVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageEvent" ADD CONSTRAINT "MessageEvent_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentMethod" ADD CONSTRAINT "PaymentMethod_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_paymentMethodId_fkey" FOREIGN KEY ("paymentMethodId") REFERENCES "PaymentMethod"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_refundOfId_fkey" FOREIGN KEY ("refundOfId") REFERENCES "Transaction"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransactionEvent" ADD CONSTRAINT "TransactionEvent_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "Transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerJournal" ADD CONSTRAINT "LedgerJournal_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "Transaction"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_journalId_fkey" FOREIGN KEY ("journalId") REFERENCES "LedgerJournal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerNote" ADD CONSTRAINT "CustomerNote_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerNote" ADD CONSTRAINT "CustomerNote_operatorId_fkey" FOREIGN KEY ("operatorId") REFERENCES "Operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_priceId_fkey" FOREIGN KEY ("priceId") REFERENCES "Price"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_paymentMethodId_fkey" FOREIGN KEY ("paymentMethodId") REFERENCES "PaymentMethod"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubscriptionEvent" ADD CONSTRAINT "SubscriptionEvent_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say: the money rules that PostgreSQL keeps for us.

-- One open charge per invoice, and one open checkout per order.
CREATE UNIQUE INDEX "Transaction_one_open_charge_per_invoice" ON "Transaction"("invoiceId")
  WHERE "kind" = 'CHARGE' AND "status" IN ('PENDING', 'UNKNOWN', 'NEEDS_ACTION');
CREATE UNIQUE INDEX "Transaction_one_open_checkout_per_order" ON "Transaction"("orderId")
  WHERE "kind" IN ('CHARGE', 'SETUP') AND "status" IN ('PENDING', 'UNKNOWN', 'NEEDS_ACTION');
-- One live subscription per customer and plan.
CREATE UNIQUE INDEX "Subscription_one_live_per_customer_and_plan" ON "Subscription"("customerId", "planId")
  WHERE "status" IN ('TRIALING', 'ACTIVE', 'PAST_DUE');
CREATE UNIQUE INDEX "PaymentMethod_one_default" ON "PaymentMethod"("customerId") WHERE "isDefault" AND "detachedAt" IS NULL;

ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_amounts" CHECK ("amount" >= 0 AND "tax" >= 0 AND "tax" <= "amount" AND "refunded" >= 0 AND "refunded" <= "amount");
ALTER TABLE "Transaction" ADD CONSTRAINT "Transaction_refund_names_its_charge" CHECK (("kind" = 'REFUND') = ("refundOfId" IS NOT NULL));
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_amounts" CHECK ("subtotal" >= 0 AND "tax" >= 0 AND "total" = "subtotal" + "tax" AND "credited" >= 0 AND "credited" <= "total");
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_number_is_whole" CHECK (("number" IS NULL) = ("sequence" IS NULL) AND ("number" IS NULL) = ("series" IS NULL) AND ("number" IS NULL) = ("issuedAt" IS NULL));
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_paid_is_issued" CHECK ("status" <> 'PAID' OR ("paidAt" IS NOT NULL AND "number" IS NOT NULL));
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_amounts" CHECK ("total" = "net" + "tax" AND "quantity" > 0 AND "discount" >= 0);
ALTER TABLE "PriceAmount" ADD CONSTRAINT "PriceAmount_amounts" CHECK ("amount" >= 0 AND "setupFee" >= 0);
ALTER TABLE "Price" ADD CONSTRAINT "Price_lengths" CHECK ("intervalCount" > 0 AND "trialDays" >= 0);
ALTER TABLE "Coupon" ADD CONSTRAINT "Coupon_percent_or_amount" CHECK (("percentPpm" IS NULL) <> ("amounts" IS NULL) AND ("percentPpm" IS NULL OR "percentPpm" BETWEEN 1 AND 1000000));
ALTER TABLE "TaxRate" ADD CONSTRAINT "TaxRate_rate" CHECK ("ratePpm" BETWEEN 0 AND 1000000);
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "Operator" ADD CONSTRAINT "Operator_email_lower" CHECK ("email" = lower("email"));

CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "LedgerJournal" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "LedgerEntry" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "TransactionEvent" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "SubscriptionEvent" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "MessageEvent" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "TemplateVersion" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER keep_rows BEFORE DELETE ON "InboundEvent" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER keep_rows BEFORE DELETE ON "Message" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER keep_rows BEFORE DELETE ON "Transaction" FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER keep_rows BEFORE DELETE ON "Invoice" FOR EACH ROW EXECUTE FUNCTION forbid_change();

-- A transaction's who, what for and how much never change, and money that moved stays moved.
CREATE FUNCTION keep_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','gatewayReference','paymentReference','fee','refunded','methodKind','brand','last4','paymentMethodId',
                          'failureCode','failureReason','actionUrl','settledAt','reconcileAt','reconcileAttempts'];
BEGIN
  IF to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Transaction %: only its outcome may be added', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."status" = 'SUCCEEDED' AND NEW."status" <> 'SUCCEEDED' THEN
    RAISE EXCEPTION 'Transaction % has succeeded and stays so', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_transaction BEFORE UPDATE ON "Transaction" FOR EACH ROW EXECUTE FUNCTION keep_transaction();

-- An issued invoice keeps its content: only what happens to it may be added.
CREATE FUNCTION keep_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mutable text[] := ARRAY['status','credited','dueAt','paidAt','voidedAt','attempts','nextAttemptAt'];
BEGIN
  IF OLD."number" IS NOT NULL AND to_jsonb(NEW) - mutable IS DISTINCT FROM to_jsonb(OLD) - mutable THEN
    RAISE EXCEPTION 'Invoice % is issued and cannot be changed', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."status" = 'PAID' AND NEW."status" <> 'PAID' THEN
    RAISE EXCEPTION 'Invoice % is paid and stays so', OLD."number" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_invoice BEFORE UPDATE ON "Invoice" FOR EACH ROW EXECUTE FUNCTION keep_invoice();

CREATE FUNCTION keep_invoice_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT "number" FROM "Invoice" WHERE "id" = OLD."invoiceId") IS NOT NULL THEN
    RAISE EXCEPTION 'The lines of an issued invoice cannot be changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_invoice_line BEFORE UPDATE OR DELETE ON "InvoiceLine" FOR EACH ROW EXECUTE FUNCTION keep_invoice_line();

-- A price that was sold is never edited; it can only be archived.
CREATE FUNCTION keep_sold_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Subscription" WHERE "priceId" = CASE WHEN TG_TABLE_NAME = 'Price' THEN (to_jsonb(OLD)->>'id')::uuid ELSE (to_jsonb(OLD)->>'priceId')::uuid END)
     AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - 'archivedAt' IS DISTINCT FROM to_jsonb(OLD) - 'archivedAt') THEN
    RAISE EXCEPTION 'A price that was sold cannot be changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_sold_price BEFORE UPDATE OR DELETE ON "Price" FOR EACH ROW EXECUTE FUNCTION keep_sold_price();
CREATE TRIGGER keep_sold_price BEFORE UPDATE OR DELETE ON "PriceAmount" FOR EACH ROW EXECUTE FUNCTION keep_sold_price();

-- Double entry: when a database transaction commits, every journal it wrote sums to zero per currency.
CREATE FUNCTION journal_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "LedgerEntry" WHERE "journalId" = NEW."journalId" GROUP BY "currency" HAVING sum("amount") <> 0) THEN
    RAISE EXCEPTION 'Journal % does not balance', NEW."journalId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_balances AFTER INSERT ON "LedgerEntry" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_balances();

-- CreateIndex
CREATE INDEX "Subscription_activatedAt_idx" ON "Subscription"("activatedAt");

-- CreateIndex
CREATE INDEX "Subscription_endedAt_idx" ON "Subscription"("endedAt");

-- CreateIndex
CREATE INDEX "Transaction_settledAt_idx" ON "Transaction"("settledAt");

-- CreateIndex
CREATE INDEX "Transaction_planId_idx" ON "Transaction"("planId");
