/** While it is filled: nothing waits for the disk, and what goes into a table that was just emptied is not written twice. Afterwards it runs as any other. */
export const CARELESS = [
  "wal_level=minimal",
  "max_wal_senders=0",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "autovacuum=off",
  "max_wal_size=8GB",
  "checkpoint_timeout=1h",
  "shared_buffers=512MB",
];
