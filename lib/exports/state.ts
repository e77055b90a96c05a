import { ExportFormat, type ExportStatus } from "#lib/db/generated/client.ts";
import { spelled } from "#lib/db/spelled.ts";

export const EXPORT_FORMATS = Object.values(ExportFormat);

/** It is not written to its end yet. */
const OPEN: ExportStatus[] = ["WAITING", "RUNNING"];
export const OPEN_SQL = spelled(OPEN);

export function isOpen(status: ExportStatus): boolean {
  return OPEN.includes(status);
}
