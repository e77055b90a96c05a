-- What somebody did about a notice that ended nothing by itself; like the notice, it is never changed.
-- CreateTable
CREATE TABLE "NoticeDealtWith" (
    "noticeId" UUID NOT NULL,
    "note" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NoticeDealtWith_pkey" PRIMARY KEY ("noticeId")
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "NoticeDealtWith" FOR EACH ROW EXECUTE FUNCTION forbid_change();
