/**
 * One line of CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe in front, also behind a semicolon, at which those of
 * many countries begin a cell, whatever quotes say; numbers, and decimals as text, stay as they are.
 */
export function csvLine(cells: (string | number | bigint | Date | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** An amount, below zero too: nothing that a spreadsheet could run. */
const DECIMAL = /^-?\d+(\.\d+)?$/;

function csvCell(value: string | number | bigint | Date | null): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string" || DECIMAL.test(value)) return String(value);
  const safe = value.replace(/(^|;)([^\S\t\r]*[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20])/g, "$1'$2");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
