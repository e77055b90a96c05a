import type { Messages } from "next-intl";

/** The texts of `i18n/en/errors.json`, by their names. */
export type ErrorCode = keyof Messages["errors"];

/**
 * A refusal the reader can act on. `code` names a text in the message catalogs (`errors.<code>`), `status` is the HTTP status,
 * `field` the form field at fault, `values` fill the text. Nothing secret goes in here.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly field?: string;
  readonly values?: Record<string, string | number>;

  constructor(code: ErrorCode, options: { status?: number; field?: string; values?: Record<string, string | number> } = {}) {
    super(code);
    this.name = "DomainError";
    this.code = code;
    this.status = options.status ?? 422;
    this.field = options.field;
    this.values = options.values;
  }
}

/** What a schema's message refuses with: it names a text of the `errors` catalog, or is the general "please check this". */
export function issueCode(message: string): ErrorCode {
  return /^[a-z_]+$/.test(message) ? (message as ErrorCode) : "invalid";
}

export function notFound(code: ErrorCode): DomainError {
  return new DomainError(code, { status: 404 });
}

export function conflict(code: ErrorCode, values?: Record<string, string | number>): DomainError {
  return new DomainError(code, { status: 409, values });
}
