-- CreateTable
CREATE TABLE "ListLook" (
    "operatorId" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "usual" BOOLEAN NOT NULL,
    "columns" TEXT[],
    "compact" BOOLEAN NOT NULL,

    CONSTRAINT "ListLook_pkey" PRIMARY KEY ("operatorId","list")
);

-- AddForeignKey
ALTER TABLE "ListLook" ADD CONSTRAINT "ListLook_operatorId_fkey" FOREIGN KEY ("operatorId") REFERENCES "Operator"("id") ON DELETE CASCADE ON UPDATE CASCADE;
