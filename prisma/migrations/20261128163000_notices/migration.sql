-- CreateTable
CREATE TABLE "CancellationNotice" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "contract" TEXT NOT NULL,
    "forCause" BOOLEAN NOT NULL,
    "cause" TEXT NOT NULL DEFAULT '',
    "subscriptionIds" UUID[],
    "ip" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CancellationNotice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CancellationNotice_number_key" ON "CancellationNotice"("number");

-- CreateIndex
CREATE INDEX "CancellationNotice_email_idx" ON "CancellationNotice"("email");

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "CancellationNotice" FOR EACH ROW EXECUTE FUNCTION forbid_change();
