import { DomainError } from "#lib/kernel/errors.ts";
import { readCamt } from "./camt.ts";
import { readCsv } from "./csv.ts";
import type { ReadStatement } from "./line.ts";

/** What one form may send (Next takes a megabyte). */
const MOST_BYTES = 900_000;
const MOST_LINES = 5_000;

/**
 * Reads a bank's statement, CAMT.053 or CSV, whichever it is.
 * @param currency of a table that names none
 * @throws `statement_too_large`, `statement_unreadable`, `statement_columns`, `statement_empty`, all at field `file`
 */
export function readStatement(bytes: Uint8Array, currency: string): ReadStatement {
  if (bytes.length > MOST_BYTES) throw new DomainError("statement_too_large", { field: "file" });
  const text = decoded(bytes);
  const read = text.trimStart().startsWith("<") ? readCamt(text) : readCsv(text, currency);
  if (read.lines.length > MOST_LINES) throw new DomainError("statement_too_large", { field: "file" });
  if (read.lines.length + read.skipped === 0) throw new DomainError("statement_empty", { field: "file" });
  return read;
}

/** Banks write UTF-8, or what Windows had before. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
