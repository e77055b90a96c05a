-- CreateEnum
CREATE TYPE "ExportFormat" AS ENUM ('CSV', 'XLSX');

-- CreateEnum
CREATE TYPE "ExportStatus" AS ENUM ('WAITING', 'RUNNING', 'READY', 'FAILED');

-- CreateTable
CREATE TABLE "Export" (
    "id" UUID NOT NULL,
    "operatorId" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "format" "ExportFormat" NOT NULL,
    "status" "ExportStatus" NOT NULL DEFAULT 'WAITING',
    "address" JSONB NOT NULL,
    "filter" JSONB NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "nextRunAt" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "place" JSONB,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "outOf" INTEGER,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "error" TEXT,
    "finishedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExportPart" (
    "exportId" UUID NOT NULL,
    "at" BIGINT NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "ExportPart_pkey" PRIMARY KEY ("exportId","at")
);

-- CreateIndex
CREATE INDEX "Export_operatorId_askedAt_id_idx" ON "Export"("operatorId", "askedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Export_askedAt_id_idx" ON "Export"("askedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Export_nextRunAt_idx" ON "Export"("nextRunAt");

-- CreateIndex
CREATE INDEX "Export_expiresAt_idx" ON "Export"("expiresAt");

-- AddForeignKey
ALTER TABLE "Export" ADD CONSTRAINT "Export_operatorId_fkey" FOREIGN KEY ("operatorId") REFERENCES "Operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExportPart" ADD CONSTRAINT "ExportPart_exportId_fkey" FOREIGN KEY ("exportId") REFERENCES "Export"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One export at a time of a selection, for a person who asks for it.
CREATE UNIQUE INDEX "Export_open_key" ON "Export"("operatorId", "list", "format", md5("filter"::text)) WHERE "status" IN ('WAITING', 'RUNNING');
