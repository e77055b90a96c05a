-- CreateEnum
CREATE TYPE "StatementLineState" AS ENUM ('OPEN', 'MATCHED', 'IGNORED');

-- CreateTable
CREATE TABLE "BankStatement" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "fileName" TEXT NOT NULL,
    "importedAt" TIMESTAMPTZ(3) NOT NULL,
    "importedBy" TEXT NOT NULL,

    CONSTRAINT "BankStatement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatementLine" (
    "id" UUID NOT NULL,
    "statementId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "bookedOn" DATE NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "payer" TEXT NOT NULL,
    "payerAccount" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" "StatementLineState" NOT NULL DEFAULT 'OPEN',
    "transactionId" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StatementLine_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "BankStatement_number_key" ON "BankStatement"("number");

-- CreateIndex
CREATE INDEX "BankStatement_importedAt_id_idx" ON "BankStatement"("importedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "StatementLine_key_key" ON "StatementLine"("key");

-- CreateIndex
CREATE UNIQUE INDEX "StatementLine_transactionId_key" ON "StatementLine"("transactionId");

-- CreateIndex
CREATE INDEX "StatementLine_statementId_idx" ON "StatementLine"("statementId");

-- CreateIndex
CREATE INDEX "StatementLine_state_bookedOn_id_idx" ON "StatementLine"("state", "bookedOn" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "StatementLine" ADD CONSTRAINT "StatementLine_statementId_fkey" FOREIGN KEY ("statementId") REFERENCES "BankStatement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatementLine" ADD CONSTRAINT "StatementLine_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "Transaction"("id") ON DELETE SET NULL ON UPDATE CASCADE;
