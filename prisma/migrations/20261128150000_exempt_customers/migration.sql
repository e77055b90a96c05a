-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "taxCertificate" TEXT,
ADD COLUMN     "taxExemption" TEXT;
