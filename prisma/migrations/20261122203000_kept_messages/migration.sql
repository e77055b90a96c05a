-- A message that no channel could carry: kept in the outbox, sent to nobody.
ALTER TYPE "MessageStatus" ADD VALUE 'KEPT';
