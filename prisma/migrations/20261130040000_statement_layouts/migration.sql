-- CreateTable
CREATE TABLE "StatementUpload" (
    "id" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL,
    "uploadedBy" TEXT NOT NULL,

    CONSTRAINT "StatementUpload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatementLayout" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "header" TEXT NOT NULL,
    "layout" JSONB NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,
    "savedBy" TEXT NOT NULL,

    CONSTRAINT "StatementLayout_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "StatementUpload_uploadedAt_idx" ON "StatementUpload"("uploadedAt");

-- CreateIndex
CREATE UNIQUE INDEX "StatementLayout_name_key" ON "StatementLayout"("name");

-- CreateIndex
CREATE INDEX "StatementLayout_header_idx" ON "StatementLayout"("header");
